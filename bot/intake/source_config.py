"""What sources there are: `jogan.toml`, which whoever runs the bot writes.

```toml
[[source]]
type = "feed"
name = "인천신문"
address = "https://www.example.com/rss/allArticle.xml"
region = "인천"
every = 15
```

The order of the sources decides between two that tell of the same station and hour.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal, TypeAlias, cast

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    HttpUrl,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    ValidationInfo,
    model_validator,
)
from pydantic_core import PydanticCustomError

from bot.errors import InvalidConfiguration, UnknownRegion
from bot.intake.source_config_errors import explain
from bot.places.regions import resolve
from sources.korea.stations import Catalogue

KMA_MAP = "http://www.kma.go.kr/XML/weather/sfc_web_map.xml"
"""KMA's current-weather feed, for which nobody needs a key."""

KMA_HUB = "https://apihub.kma.go.kr/api/typ01/url/kma_sfctm2.php"
"""KMA's API hub."""

_URL = TypeAdapter(HttpUrl)


def _address(address: str) -> str:
    try:
        url = _URL.validate_python(address)
    except ValidationError as error:
        raise PydanticCustomError("address", "an address begins with http:// or https:// and names a host") from error
    if url.username or url.password:
        raise PydanticCustomError("credentials", "an address must not carry a name or a password")
    return address


def _region(name: str, info: ValidationInfo) -> str:
    """Return the region's stored name; the validation context holds the catalogue of weather stations."""
    catalogue = cast("Mapping[str, Catalogue]", info.context)["catalogue"]
    try:
        return str(resolve(name, catalogue))
    except UnknownRegion as error:
        raise PydanticCustomError("region", "{reason}", {"reason": str(error)}) from error


def _line(name: str) -> str:
    if not name.isprintable():
        raise PydanticCustomError("line", "a name is one line of characters that can be seen")
    return name


def _folder(path: Path) -> Path:
    # Else the bot would move away its own database and this very file.
    if path.resolve() == Path.cwd():
        raise PydanticCustomError("folder", "what is in the folder is moved away; name one that is for this alone")
    return path


Address: TypeAlias = Annotated[str, AfterValidator(_address)]
RegionName: TypeAlias = Annotated[str, AfterValidator(_region)]
"""The name of a province or district, brought into the form in which it is stored."""
Name: TypeAlias = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60), AfterValidator(_line)
]
Word: TypeAlias = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
FolderPath: TypeAlias = Annotated[Path, AfterValidator(_folder)]


class _Section(BaseModel):
    """What every source has.

    Attributes:
        name: what it is called in reports and below what it brings.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: Name


class OfRegion(_Section):
    """A source that has articles.

    Attributes:
        region: the province or district that they are about.
    """

    region: RegionName | None = None


class _Polled(_Section):
    """A source that is asked over HTTP.

    Attributes:
        every: minutes between two questions.
        private: whether its server may be in a private network.
    """

    every: Annotated[int, Field(ge=1, le=1440)] = 10
    private: bool = False


class KmaMap(_Polled):
    """KMA's current-weather feed."""

    type: Literal["kma"]
    name: Name = "KMA"
    address: Address = KMA_MAP


class KmaHub(_Polled):
    """KMA's API hub, with the key of `JOGAN_KMA_KEY`."""

    type: Literal["kma-hub"]
    name: Name = "KMA API hub"
    address: Address = KMA_HUB


class NewspaperPage(_Polled, OfRegion):
    """One page of a newspaper: its ticker, its article, or both."""

    type: Literal["page"]
    address: Address


class NewsFeed(_Polled, OfRegion):
    """An RSS or Atom feed.

    Attributes:
        include: words of which an article must have one; none for all articles.
        exclude: words of which an article must have none.
    """

    type: Literal["feed"]
    address: Address
    include: tuple[Word, ...] = ()
    exclude: tuple[Word, ...] = ()


class Folder(OfRegion):
    """A folder that is watched; what appears there is taken in and moved away.

    Attributes:
        path: where it is.
    """

    type: Literal["folder"]
    path: FolderPath


Polled: TypeAlias = KmaMap | KmaHub | NewspaperPage | NewsFeed
Section: TypeAlias = Polled | Folder


class Configuration(BaseModel):
    """All sources, the one that is believed first at the front."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    source: tuple[Annotated[Section, Field(discriminator="type")], ...] = (KmaMap(type="kma"),)

    @model_validator(mode="after")
    def _names_differ(self) -> "Configuration":
        names = [source.name for source in self.source]
        for place, name in enumerate(names):
            if name in names[:place]:
                raise PydanticCustomError("names", "two sources are called {name}", {"name": name, "place": place})
        return self

    @property
    def ranking(self) -> tuple[str, ...]:
        """The names, the one that is believed first at the front."""
        return tuple(source.name for source in self.source)

    @property
    def polled(self) -> tuple[Polled, ...]:
        """The sources that are asked over HTTP."""
        return tuple(source for source in self.source if isinstance(source, Polled))

    @property
    def folders(self) -> tuple[Folder, ...]:
        """The folders that are watched."""
        return tuple(source for source in self.source if isinstance(source, Folder))

    @property
    def needs_key(self) -> bool:
        """Whether a source cannot be asked without the operator's key."""
        return any(isinstance(source, KmaHub) for source in self.source)

    @property
    def expects_readings(self) -> bool:
        """Whether a source is asked for readings all day, so that it is worth waiting for them."""
        return any(isinstance(source, KmaMap | KmaHub) for source in self.source)


def load_configuration(path: Path, catalogue: Catalogue, *, is_required: bool) -> Configuration:
    """Read the file.

    Args:
        path: where it is.
        catalogue: the weather stations, whose names are names of regions too.
        is_required: whether it must be there; else KMA's current-weather feed is the one source without it.

    Raises:
        InvalidConfiguration: it cannot be read; the message names the line and the field.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        if is_required:
            raise InvalidConfiguration(f"{path}: there is no such file") from error
        return Configuration()
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidConfiguration(f"{path}: it cannot be read: {error}") from error
    return parse_configuration(text, str(path), catalogue)


def parse_configuration(text: str, name: str, catalogue: Catalogue) -> Configuration:
    """Read the file's text; `name` is what errors call it.

    Raises:
        InvalidConfiguration: it is no TOML, or a field is wrong; the message names the line and the field.
    """
    try:
        return Configuration.model_validate(tomllib.loads(text), context={"catalogue": catalogue})
    except tomllib.TOMLDecodeError as error:
        raise InvalidConfiguration(f"{name}: {error}") from error
    except ValidationError as error:
        raise InvalidConfiguration(f"{name}, {explain(text, error)}") from error
