// A map of South Korea, drawn from longitudes and latitudes in degrees.
const WEST = 125.2, EAST = 131.9, NORTH = 38.9, SOUTH = 33.0, SCALE = 60, SQUEEZE = 0.806; // cos 36.3°
const COAST = [
  [126.65, 37.75], [126.75, 37.95], [127.1, 38.25], [127.55, 38.31], [128.05, 38.33], [128.36, 38.62], [128.6, 38.2],
  [128.9, 37.8], [129.15, 37.5], [129.4, 37.05], [129.43, 36.5], [129.38, 36.1], [129.57, 36.07], [129.5, 35.7],
  [129.43, 35.5], [129.25, 35.25], [129.1, 35.1], [128.85, 35.05], [128.75, 34.75], [128.4, 34.8], [128.05, 34.75],
  [127.75, 34.65], [127.4, 34.5], [127.1, 34.55], [126.8, 34.35], [126.5, 34.3], [126.25, 34.55], [126.35, 34.85],
  [126.3, 35.15], [126.45, 35.5], [126.6, 35.75], [126.6, 36.0], [126.5, 36.35], [126.3, 36.55], [126.15, 36.8],
  [126.45, 37.02], [126.8, 37.0], [126.75, 37.2], [126.6, 37.4], [126.5, 37.6],
];
const CITIES = [
  [126.98, 37.57, { ko: "서울", en: "Seoul", ja: "ソウル", zh: "首尔" }],
  [126.71, 37.46, { ko: "인천", en: "Incheon", ja: "仁川", zh: "仁川" }],
  [128.88, 37.75, { ko: "강릉", en: "Gangneung", ja: "江陵", zh: "江陵" }],
  [127.38, 36.35, { ko: "대전", en: "Daejeon", ja: "大田", zh: "大田" }],
  [128.6, 35.87, { ko: "대구", en: "Daegu", ja: "大邱", zh: "大邱" }],
  [126.85, 35.16, { ko: "광주", en: "Gwangju", ja: "光州", zh: "光州" }],
  [129.04, 35.18, { ko: "부산", en: "Busan", ja: "釜山", zh: "釜山" }],
  [126.53, 33.5, { ko: "제주", en: "Jeju", ja: "済州", zh: "济州" }],
  [130.87, 37.5, { ko: "울릉도", en: "Ulleungdo", ja: "鬱陵島", zh: "郁陵岛" }],
];
const x = (longitude) => (longitude - WEST) * SCALE * SQUEEZE;
const y = (latitude) => (NORTH - latitude) * SCALE;
const SIZE = `0 0 ${x(EAST)} ${y(SOUTH)}`;

function draw(tag, attributes, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

function land() {
  const points = COAST.map(([longitude, latitude]) => `${x(longitude)},${y(latitude)}`).join(" ");
  return [
    draw("polygon", { class: "land", points }),
    draw("ellipse", { class: "land", cx: x(126.55), cy: y(33.38), rx: 0.38 * SCALE * SQUEEZE, ry: 0.16 * SCALE }),
    draw("circle", { class: "land", cx: x(130.87), cy: y(37.5), r: 3 }),
  ];
}

function city([longitude, latitude, names], language, choose) {
  const name = names[language] ?? names.en;
  const isLeft = longitude < 126.9 || longitude > 130; // the name is in the sea, on the left
  const group = draw("g", { class: "city", role: "button", tabindex: 0, "aria-label": name },
    draw("circle", { class: "reach", cx: x(longitude), cy: y(latitude), r: 11 }),
    draw("circle", { cx: x(longitude), cy: y(latitude), r: 4 }),
    draw("text", { x: x(longitude) + (isLeft ? -8 : 8), y: y(latitude) + 5, "text-anchor": isLeft ? "end" : "start" }, name));
  const chosen = (event) => { event.stopPropagation(); event.preventDefault(); choose(latitude, longitude); };
  group.addEventListener("click", chosen);
  group.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") chosen(event); });
  return group;
}

/** Fill an SVG with a map that calls `choose(latitude, longitude)` when somebody picks a place. */
export function showMap(svg, language, choose) {
  svg.setAttribute("viewBox", SIZE);
  svg.replaceChildren(...land(), ...CITIES.map((one) => city(one, language, choose)));
  svg.onclick = (event) => {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    choose(NORTH - at.y / SCALE, WEST + at.x / SCALE / SQUEEZE);
  };
}

/** Make a small picture of the map with a pin on a place. */
export function pinned({ latitude, longitude }) {
  const pin = draw("circle", { class: "pin", cx: x(longitude), cy: y(latitude), r: 12 });
  return draw("svg", { class: "place", viewBox: SIZE, "aria-hidden": "true" }, ...land(), pin);
}
