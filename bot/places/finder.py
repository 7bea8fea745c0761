"""Place search: the steps that interpret a name, the most reliable first."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from dataclasses import replace
from functools import cache, partial
from typing import TypeVar

from bot.places.address import find_address_region
from bot.places.containment import find_in_region, find_together
from bot.places.disambiguation import (
    Disambiguator,
    PlaceStations,
    is_known,
    is_station_quarter,
    merge_districts,
    merge_namesakes,
)
from bot.places.fuzzy import FuzzyNames, correct_title
from bot.places.homophones import sound_key
from bot.places.index import (
    Index,
    KeyedPlaces,
    RomanizedNames,
    all_names,
    distinct,
    is_hangul,
    is_romanization,
    korean_forms,
    province_names,
    without_landmarks,
)
from bot.places.jamo import get_initials, parse_initials, split_compounds, without_repetition
from bot.places.kana import kana_key, kana_keys, rare_kana_keys
from bot.places.keyboard import exchange_keys, retype_as_hangul, retype_as_latin
from bot.places.match import Answer, Match, MatchMethod
from bot.places.normalization import (
    has_region_ending,
    has_town_ending,
    is_everyday_word,
    normalize,
    short_form,
    town_short_form,
    without_institution,
)
from bot.places.phrases import has_only_phrases, name_candidates, without_remark
from bot.places.romanization import is_latin
from bot.places.town_index import TownIndex
from bot.places.typo_distance import FREQUENT_TYPO_COST
from bot.places.unknown_names import Quarters, Townships, UnknownNames, is_township, undivided
from sources.kma.town_table import without_ordinal_prefix
from sources.korea.everyday_words import load_everyday_words
from sources.korea.gazetteer import Kind, Place, load_places
from sources.korea.stations import Catalogue
from sources.korea.succession import follow
from sources.korea.wide_areas import fold_area, load_wide_areas
from sources.world.cities import find_country

_MAX_NAME_LENGTH = 100
_MIN_LIST_LENGTH = 2
# A typo in Latin letters, one in Korean, initials and kana: each builds one of the lazy tables.
_WARM_UP_NAMES = ("Soeuk", "서룩", "ㅅㅇ", "プサソ")
_MIN_MENTION_LENGTH = 2
_LONG_TOWNSHIP = 3
_MAX_SLIP_LENGTH = 12
_QUARTER = "동"
_SMALL = frozenset({Kind.LANDMARK, Kind.TOWN})
_TOWN_ENDINGS = ("동", "읍", "면", "리", "가")
MAX_SUGGESTIONS = 3
"""Places that are offered if a name has no meaning."""


# 广州 is 경기 광주시, but Guangzhou to most of its readers, and 서해 the sea, so 광주시 and 서해구 are only suggested.
_BETTER_KNOWN_ELSEWHERE = frozenset({"广州", "广州市", "広州", "広州市", "서해", "西海"})

_Search = Callable[[str], list[Place]]
_Text = TypeVar("_Text", str, str | None)


class Places:
    """Search for places by name, in any spelling, and by coordinates.

    Args:
        catalogue: the weather stations.
        places: the places to search; by default all that ship with the project.
    """

    def __init__(self, catalogue: Catalogue, places: Iterable[Place] | None = None) -> None:
        self._places = tuple(load_places(catalogue) if places is None else places)
        self._stations = PlaceStations(catalogue)
        # Nobody means one of many quarters by ㅎㅇㄷ.
        known = [
            place for place in self._places if place.kind is not Kind.LANDMARK or place.names["ko"][-1] != _QUARTER
        ]
        self._initials = KeyedPlaces(
            known, lambda place: map(get_initials, (*korean_forms(place), *province_names(place)))
        )
        self._homophones = KeyedPlaces(self._places, lambda place: map(sound_key, korean_forms(place)))
        self._unknown_names = UnknownNames(self._places)
        self._kana = _kana_tables(self._places)
        self._names = Index(self._places)
        self._sounds = RomanizedNames(self._places, korean_forms)
        self._towns = TownIndex(())
        self._townships = Townships(self._names.find, self._find_inside_shipped)
        self._quarters = Quarters(self._find_inside_shipped)
        self._index(self._places)

    def with_towns(self, towns: Iterable[Place]) -> "Places":
        """Return a search that also covers these towns. A town is found only if no better-known place has its name."""
        known = tuple(towns)
        # Both searches share the tables of the shipped places.
        other = copy(self)
        other._towns = TownIndex(known)  # noqa: SLF001 - a copy
        other._index((*self._places, *known))  # noqa: SLF001
        return other

    def warm_up(self) -> "Places":
        """Build the lazy tables, and return this search."""
        # They would delay the first typo by 0.15 s.
        for text in _WARM_UP_NAMES:
            self.find(text)
        return self

    def _index(self, places: tuple[Place, ...]) -> None:
        self._disambiguator = Disambiguator(places, self._stations)
        self._fuzzy_names = FuzzyNames(places, self._townships)
        # Tables of different years write 부곡1동 and 부곡제1동.
        plain = {without_ordinal_prefix(place.key): place for place in places if place.kind is Kind.TOWN}
        self._by_key = plain | {place.key: place for place in places}

    def find(self, text: str) -> Answer:
        """Return the meanings of a name, by the first step that finds any."""
        # The time of each step grows with the length, and anybody can send 4,096 characters.
        name = text[:_MAX_NAME_LENGTH].strip()
        for method, places in self._searches(name):
            if matches := self._group_named(places, method):
                return self._answer_name(name, matches)
        return self._find_by_spelling(name)

    def find_written(self, text: str) -> Answer:
        """Return the meanings of a name that is written out; initials, a keyboard slip and a typo are not tried."""
        for method, places in self._searches(text[:_MAX_NAME_LENGTH].strip()):
            if method is MatchMethod.INITIALS:
                break
            if matches := self._group_named(places, method):
                return self._answer_name(text, matches)
        return Answer()

    def find_whole(self, text: str) -> list[Place]:
        """Return the places that have exactly this name in one of its spellings; costs a look into a table."""
        return self._find_named(text) or (_first_kana(self._kana, text) if not text.isascii() else [])

    def get(self, key: str) -> Match | None:
        """Return the place with a stored key, or None; a key of before a change of the administration works too."""
        keys = (key, present := follow(key), without_ordinal_prefix(present))
        place = next(filter(None, map(self._by_key.get, keys)), None)
        return None if place is None else self._disambiguator.group([place], MatchMethod.EXACT)[0]

    def find_similar(self, text: str) -> tuple[Match, ...]:
        """Return at most three places with similar names; none for a text without letters or a place abroad.

        A name that several places share is left out, because the choice between them would be arbitrary.
        """
        # The last candidate is the shortest: the name without the words around it.
        *_, bare = name_candidates(text[:_MAX_NAME_LENGTH].strip())
        is_name = any(map(str.isalpha, bare)) and undivided(bare) == bare and find_country(bare) is None
        is_name = is_name and not is_everyday_word(text.strip())
        near = self._fuzzy_names.nearest(bare) if is_name else []
        counts = Counter(place.names["ko"] for place in near)
        unique = (place for place in near if counts[place.names["ko"]] == 1)
        return self._group_similar(unique, sort=False)[:MAX_SUGGESTIONS]

    def nearest(self, latitude: float, longitude: float) -> Match:
        """Return the station nearest to a position in degrees, as a place, with the distance to it."""
        station = self._stations.nearest(latitude, longitude)
        place = self._by_key[f"station:{station.number}"]
        return Match(place, station, station.distance_km(latitude, longitude), MatchMethod.COORDINATES)

    def _searches(self, name: str) -> Iterator[tuple[MatchMethod, list[Place]]]:
        """Yield each search step's method and places. A later step runs only if the earlier ones found nothing."""
        is_written_so = name in self._names.written or name in self._towns.written
        yield MatchMethod.EXACT if is_written_so else MatchMethod.NORMAL, self._find_named(name)
        candidates = list(name_candidates(name))
        yield MatchMethod.NORMAL, _first_text(self._find_exact, candidates)
        yield MatchMethod.ROMANIZED, _first_text(self._find_by_sound, candidates)
        yield MatchMethod.ROMANIZED, _first_text(self._find_in_any_region, candidates)
        yield MatchMethod.NORMAL, _first_text(self._find_township_region, candidates)
        yield MatchMethod.NORMAL, _first_text(self._find_address_region, candidates)
        yield MatchMethod.NORMAL, _first_text(self._find_together, candidates)
        yield MatchMethod.NORMAL, _first_text(self._find_around_institution, candidates)
        yield MatchMethod.NORMAL, _first_text(self._find_known_regions, without_remark(name))
        # From here on an ordinary word may look like a name, so these steps come last.
        yield MatchMethod.INITIALS, self._find_by_initials(split_compounds(name))
        retyped = (keys for keys in (*retype_as_hangul(name), retype_as_latin(name)) if keys != name)
        yield MatchMethod.KEYBOARD, _first_text(self._find_retyped, retyped)

    def _find_named(self, text: str) -> list[Place]:
        if found := self._names.find(text):
            # 영동 is a county, and in weather reports the east of 강원.
            return distinct((*self._beside_namesakes(found, text), *self._find_wide(text)))
        if areas := self._find_wide(text):
            return areas
        if towns := self._towns.find(text):
            return self._beside_missing(towns, text)
        # 면목3동 is a part of 면목동, a landmark.
        return self._find_named(whole) if (whole := undivided(text)) != text else []

    def _beside_missing(self, towns: list[Place], text: str) -> list[Place]:
        """Return towns with the districts of other towns of their name that are missing in a part of KMA's table."""
        return merge_districts(towns, self._find_missing(self._find_shared(text, of_today=True))) if towns else []

    def _find_missing(self, districts: list[Place]) -> list[Place]:
        return [one for one in districts if not self._towns.is_complete(one, self._get_town_names(one))]

    def _get_town_names(self, region: Place) -> frozenset[str]:
        return self._townships.names_in(region) | self._quarters.names_in(region)

    def _find_wide(self, text: str) -> list[Place]:
        """Return the main places of a wide area: 서울, 인천 and 경기 for 수도권."""
        keys = load_wide_areas().get(fold_area(text), ())
        return [self._by_key[key] for key in keys if key in self._by_key]

    def _find_known(self, text: str) -> list[Place]:
        """Return the best-known places with a name."""
        return self._names.find(text) or self._towns.find(text)

    def _beside_namesakes(self, found: list[Place], text: str) -> list[Place]:
        """Return places with the towns that have exactly the name of a text: 교동 is in many cities."""
        if is_latin(text):
            return self._beside_romanized(found, text)
        name = normalize(text)
        if text.endswith(_TOWN_ENDINGS):
            towns, districts = self._towns.find_full(text), self._find_shared(text, of_today=True)
        # 판교 is a landmark's own name; 가야 is short for 가야동, and there are 가야읍 and 가야면 too.
        elif not is_hangul(text) or is_known(name, found) or self._is_station_quarter(name, found):
            return found
        else:
            towns, districts = self._towns.find(text), self._find_shared(text)
        return merge_districts(merge_namesakes(found, towns), self._find_missing(districts))

    def _is_station_quarter(self, name: str, found: list[Place]) -> bool:
        """Return whether a landmark is named by its station, and nothing but a 면 has its name: 성수, not 가야."""
        others = (*self._townships.find(f"{name}읍"), *self._quarters.find_stem(name))
        return not others and is_station_quarter(name, found)

    def _find_shared(self, text: str, *, of_today: bool = False) -> list[Place]:
        """Return the districts of the towns with a name, written with its ending or without."""
        if is_township(text) or is_latin(text):
            return self._townships.find(text)
        if text.endswith(_QUARTER):
            return self._quarters.find(text, of_today=of_today)
        return [*self._townships.find(text), *self._quarters.find_stem(text, of_today=of_today)]

    def _beside_romanized(self, found: list[Place], text: str) -> list[Place]:
        """Return places with the towns whose romanization a text is, unless it is a region's: Yongju is 용주면 too."""
        # Sinsa is 신사동, which three districts have.
        quarters = [place for place in found if place.kind is Kind.LANDMARK and place.names["ko"].endswith(_QUARTER)]
        others = [one for place in quarters for one in self._beside_namesakes([place], place.names["ko"])]
        if len(others) > len(quarters):
            found = distinct([*others, *(place for place in found if place not in quarters)])
        towns = self._towns.find_romanized(text)
        is_region = towns and any(place.kind is not Kind.LANDMARK and is_romanization(text, place) for place in found)
        return found if is_region or not towns else merge_namesakes(found, towns)

    def _find_exact(self, text: str) -> list[Place]:
        return self._find_named(text) or self._find_inside(text)

    def _find_any(self, text: str) -> list[Place]:
        return self._find_exact(text) or self._find_by_sound(text) or self._find_in_any_region(text)

    def _find_in_any_region(self, text: str) -> list[Place]:
        found = find_in_region(text, self._find_by_name_or_sound)
        # Inside a region a town may be meant although a better-known place has its name: Hwaseong, Cheongyang.
        return found or (find_in_region(text, self._find_sound_in_all_layers) if is_latin(text) else [])

    def _find_address_region(self, text: str) -> list[Place]:
        return find_address_region(text, self._find_by_name_or_sound, self._find_any, self._names.find)

    def _find_township_region(self, text: str) -> list[Place]:
        """Return the districts of a 읍 or 면 that is no place itself: 남양주시 for 남양주 진접, 가평군 for 설악면.

        A name of two syllables without its ending may be something else, such as 학교 or 사북.
        """
        found = find_in_region(text, self._find_with_districts)
        is_whole = is_township(text) or (len(text) >= _LONG_TOWNSHIP and not is_latin(text))
        return found or (self._find_township(text) if is_whole else []) or self._quarters.find(text)

    def _find_with_districts(self, name: str) -> list[Place]:
        return [*self._find_named(name), *self._find_township(name), *self._quarters.find(name)]

    def _find_township(self, name: str) -> list[Place]:
        """Return the districts of a 읍 or 면, or the landmark of its name in one of them: 조치원 for 조치원읍."""
        districts = self._townships.find(name)
        if not is_township(name):
            return districts
        stem = town_short_form(name)
        known = [place for place in self._names.find(stem) if place.names["ko"] == stem and place.kind is Kind.LANDMARK]
        return distinct(next((one for one in known if _is_around(one, region)), region) for region in districts)

    def _find_around_institution(self, text: str) -> list[Place]:
        """Return the place that an institution is named after: 구미시 for 구미공단."""
        prefix = without_institution(text)
        return (self._names.find(prefix) or self._townships.find(prefix)) if prefix else []

    def _find_known_regions(self, text: str) -> list[Place]:
        return [place for place in self._names.find(text) if place.kind is not Kind.LANDMARK]

    def _find_together(self, text: str) -> list[Place]:
        return find_together(text, self._find_named)

    def _find_inside(self, text: str) -> list[Place]:
        # The second search: inside a region a town may be meant although a better-known place has its name.
        return find_in_region(text, self._find_named) or find_in_region(text, self._find_in_all_layers)

    def _find_in_all_layers(self, text: str) -> list[Place]:
        return [*self._names.find(text), *self._towns.find(text)]

    def _find_sound_in_all_layers(self, text: str) -> list[Place]:
        known = self._names.find(text) or self._sounds.find(text)
        return [*known, *self._towns.find_romanized(text)]

    def _find_inside_shipped(self, text: str) -> list[Place]:
        return self._names.find(text) or find_in_region(text, self._names.find)

    def _find_by_sound(self, text: str) -> list[Place]:
        if kana_key(text):
            return _first_kana(self._kana, text)
        if found := self._sounds.find(text):
            return self._beside_romanized(found, text)
        return self._beside_missing(self._towns.find_romanized(text), text) or self._towns.find_like(text)

    def _find_by_name_or_sound(self, text: str) -> list[Place]:
        return _first_search((self._find_named, self._find_by_sound), text)

    def _find_homophones(self, text: str) -> list[Place]:
        if found := self._homophones.find(sound_key(normalize(text))):
            return without_landmarks(found)
        found = self._homophones.find(sound_key(short_form(text)))
        return [place for place in found if place.kind is not Kind.LANDMARK] if has_region_ending(text) else found

    def _find_by_initials(self, name: str) -> list[Place]:
        return _first_text(self._initials.find, map(parse_initials, name_candidates(name)))

    def _find_retyped(self, name: str) -> list[Place]:
        candidates = list(name_candidates(name))
        searches = (self._find_by_name_or_sound, self._find_in_any_region, self._find_homophones)
        return next(filter(None, (_first_text(search, candidates) for search in searches)), [])

    def _answer_name(self, text: str, matches: tuple[Match, ...]) -> Answer:
        """Return the meanings of a name as certain, or only as suggestions if it more often means something else."""
        is_town = all(match.place.kind is Kind.TOWN for match in matches)
        is_word = _is_everyday_word(text, matches) if is_town else self._is_doubtful(text, matches)
        if is_word or _is_better_known_elsewhere(text, is_town=is_town):
            return Answer(suggestions=matches[:MAX_SUGGESTIONS])
        return self._answer(matches)

    def _is_doubtful(self, text: str, matches: Sequence[Match]) -> bool:
        """Return whether a name is an everyday word or that of a former county, without its ending.

        오이, the cucumber, is no 오이도, and 원성, resentment, not the former 원성군; 수정 is a ward's own name.
        """
        may_be_former = matches[0].method is MatchMethod.NORMAL
        words = {
            one
            for one in text.split()
            if one in load_everyday_words() or (may_be_former and self._names.is_former(one))
        }
        # A wide area is asked about in any case.
        words = {one for one in words if fold_area(one) not in load_wide_areas()}
        # Candidates cost far more than this look at the words, and few names are such words.
        names = words.intersection(name_candidates(text)) if words else ()
        places = [match.place for match in matches]
        return not all(is_known(name, places) for name in names)

    def _answer(self, matches: tuple[Match, ...]) -> Answer:
        return Answer(matches, self._disambiguator.other_stations(matches[0]) if len(matches) == 1 else ())

    def _find_by_spelling(self, name: str) -> Answer:
        candidates = list(name_candidates(name))
        bare = candidates[-1]
        # 온도, the temperature, is no typo for 완도, and Tokyo none for Dokdo.
        if has_only_phrases(bare) or find_country(bare) is not None:
            return Answer()
        mentioned, is_list = self._find_mentions(bare)
        whole = undivided(bare)
        districts, is_word = self._townships.find(bare), bare in load_everyday_words()
        # Seonghwa is 성화동 without its ending, and no typo of 성환.
        quarters = self._towns.find_romanized(f"{bare}-dong") if is_latin(bare) else []
        # There are thousands of towns, so one that sounds like a known name is probably another town.
        is_town = bool(districts) or has_town_ending(bare)
        homophones = [] if is_town or is_word else _first_text(self._find_homophones, candidates)
        if homophones and not is_list:
            return self._answer(self._group_similar(homophones))
        slips = () if is_town or is_word or is_list else self._group_similar(self._find_slips(bare))
        if len(slips) == 1:
            return self._answer(slips)
        # A text whose every word is a place is a list: 부산 대구 is no typo for 부산대.
        typos = () if is_list else tuple(self._fuzzy_names.search(whole))
        # There are thousands of numbered 동, so only a slight typo of its name says which one is meant.
        if whole != bare:
            typos = tuple(replace(one, places=one.rivals) for one in typos if one.distance <= FREQUENT_TYPO_COST)
        for typo in typos:
            certain = self._group_similar(typo.certain)
            is_typo = (
                certain
                and not (districts or quarters or is_word)
                and not self._unknown_names.may_mean_other_place(bare, certain[0].place)
            )
            # A city and its station are both rivals but one meaning, so the groups are counted.
            if is_typo and len(self._group_similar(typo.rivals)) == 1:
                return Answer(certain)
        near = distinct((*mentioned, *districts, *quarters, *(place for typo in typos for place in typo.places)))
        return Answer(suggestions=self._group_similar(near, sort=False)[:MAX_SUGGESTIONS])

    def _find_slips(self, name: str) -> list[Place]:
        """Return the places for a slip of the hand that leaves no other name: 수원특레시, 서울울, 수우너, 속촣."""
        if not (name and is_hangul(name) and len(name) <= _MAX_SLIP_LENGTH):
            return []
        texts = (correct_title(name), without_repetition(name), *exchange_keys(name))
        regions = (
            place
            for text in texts
            if text and text != name
            for place in self._names.find(text)
            if place.kind is not Kind.LANDMARK
        )
        return distinct(regions) or self._unknown_names.find_by_final(name)

    def _group_named(self, places: Sequence[Place], method: MatchMethod) -> tuple[Match, ...]:
        # A landmark or town comes before the districts of towns with its name; in no other case is it the first.
        has_districts_last = len(places) > 1 and places[0].kind in _SMALL and places[-1].kind is Kind.DISTRICT
        return self._disambiguator.group(places, method, sort=not has_districts_last)

    def _group_similar(self, places: Iterable[Place], *, sort: bool = True) -> tuple[Match, ...]:
        return self._disambiguator.group(places, MatchMethod.SPELLING, sort=sort)

    def _find_mentions(self, text: str) -> tuple[list[Place], bool]:
        """Return the places that some words of a text name, and whether every word names one."""
        words = text.split()
        if len(words) < _MIN_LIST_LENGTH:
            return [], False
        named = [
            _first_text(self._find_known, name_candidates(word)) if len(word) >= _MIN_MENTION_LENGTH else []
            for word in words
        ]
        return [place for places in named for place in places], all(named)


class RememberedPlaces(Places):
    """Search that keeps its answers, for as long as one text is read: its words are looked up many times.

    Args:
        places: the search.
    """

    def __init__(self, places: Places) -> None:
        # The tables are those of the search.
        self.__dict__.update(places.__dict__)
        self._answers: dict[str, Answer] = {}
        self._written: dict[str, Answer] = {}
        self._whole: dict[str, list[Place]] = {}

    def find(self, text: str) -> Answer:
        """Return what `Places.find` does."""
        if (answer := self._answers.get(text)) is None:
            answer = self._answers[text] = super().find(text)
        return answer

    def find_written(self, text: str) -> Answer:
        """Return what `Places.find_written` does."""
        if (answer := self._written.get(text)) is None:
            answer = self._written[text] = super().find_written(text)
        return answer

    def find_whole(self, text: str) -> list[Place]:
        """Return what `Places.find_whole` does."""
        if (found := self._whole.get(text)) is None:
            found = self._whole[text] = super().find_whole(text)
        return found


def _is_around(landmark: Place, region: Place) -> bool:
    """Return whether a landmark is in a district."""
    return (landmark.province, landmark.district) == (region.province, region.district)


def _kana_tables(places: Iterable[Place]) -> tuple[KeyedPlaces, ...]:
    """Return the tables of kana names, better-known places first: イチョン is 이천 and not 이촌."""
    landmarks = [place for place in places if place.kind is Kind.LANDMARK]
    known = [place for place in places if place.kind is not Kind.LANDMARK]
    tables = ((known, kana_keys), (known, rare_kana_keys), (landmarks, kana_keys))
    return tuple(KeyedPlaces(some, partial(_name_keys, keys=keys)) for some, keys in tables)


def _first_kana(tables: Iterable[KeyedPlaces], text: str) -> list[Place]:
    in_kana = kana_key(text)
    return _first_search((table.find for table in tables), in_kana) if in_kana else []


def _name_keys(place: Place, keys: Callable[[str], Iterable[str]]) -> Iterator[str]:
    """Return the keys of a place's Korean names, in all their forms."""
    return (
        key for name in {*korean_forms(place), *filter(is_hangul, all_names(place))} for key in keys(normalize(name))
    )


def _is_better_known_elsewhere(text: str, *, is_town: bool) -> bool:
    """Return whether a name means something better known to most readers: 广州, 서해, or 원산 for 원산동."""
    # Candidates cost far more than this look at the text, and nearly no text has such a name.
    if any(name in text for name in _BETTER_KNOWN_ELSEWHERE):
        return not _BETTER_KNOWN_ELSEWHERE.isdisjoint(name_candidates(text))
    return is_town and any(map(find_country, name_candidates(text)))


def _is_everyday_word(text: str, matches: Iterable[Match]) -> bool:
    """Return whether a name of towns is written without its ending, and is an everyday word: 학교 for 학교면."""
    names = {match.place.names["ko"] for match in matches}
    # 이동, to move, is the whole name of a 동.
    stems = {stem for name in names if (stem := town_short_form(name)) != name}
    is_word = len(stems) > 0 and stems <= load_everyday_words()
    return is_word and not (stems.isdisjoint(name_candidates(text)) or names.intersection(name_candidates(text)))


@cache
def shipped_places(catalogue: Catalogue) -> Places:
    """Return a finder of all places that ship with the package; its tables (0.1 s) are made once per process."""
    return Places(catalogue)


def _first_text(search: Callable[[_Text], list[Place]], texts: Iterable[_Text]) -> list[Place]:
    """Return the places of the first text for which a search finds any."""
    return next(filter(None, map(search, texts)), [])


def _first_search(searches: Iterable[_Search], text: str) -> list[Place]:
    """Return the places of the first search that finds any."""
    return next(filter(None, (search(text) for search in searches)), [])
