/* Draws the layers of a map from numbers written as text. Needs Leaflet, and nothing newer than
   browsers of 2017. Texts arrive encoded for HTML and are only ever put into elements as such. */
var probono = (function () {
  'use strict';

  const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const VALUES = {};
  for (let i = 0; i < 64; i += 1) { VALUES[DIGITS[i]] = i; }

  // ---- numbers ------------------------------------------------------------------------------

  function reader(text) {
    let at = 0;
    function next() {
      let number = 0, shift = 1, digit = 0;
      do {
        digit = VALUES[text[at]];
        at += 1;
        number += (digit & 31) * shift;
        shift *= 32;
      } while (digit & 32);
      return number % 2 ? -(number - 1) / 2 : number / 2;
    }
    next.ended = function () { return at >= text.length; };
    return next;
  }

  // Leaflet wants [y, x].
  function readLines(next) {
    const lines = [];
    let firstX = 0, firstY = 0;
    for (let count = next(); count > 0; count -= 1) {
      const line = [];
      let x = firstX, y = firstY;
      for (let points = next(); points > 0; points -= 1) {
        x += next();
        y += next();
        line.push([y, x]);
      }
      firstY = line[0][0];
      firstX = line[0][1];
      lines.push(line);
    }
    return lines;
  }

  function readRing(next, arcs, uses) {
    const ring = [];
    for (let count = next(); count > 0; count -= 1) {
      const number = next();
      const index = number < 0 ? -1 - number : number;
      const arc = number < 0 ? arcs[index].slice().reverse() : arcs[index];
      uses[index] = (uses[index] || 0) + 1;
      for (let i = ring.length ? 1 : 0; i < arc.length; i += 1) { ring.push(arc[i]); }
    }
    return ring;
  }

  function readAreas(text) {
    const next = reader(text);
    const arcs = readLines(next);
    const shapes = [];
    const uses = [];
    for (let count = next(); count > 0; count -= 1) {
      const shape = [];
      for (let parts = next(); parts > 0; parts -= 1) {
        const part = [];
        for (let rings = next(); rings > 0; rings -= 1) { part.push(readRing(next, arcs, uses)); }
        shape.push(part);
      }
      shapes.push(shape);
    }
    // What only one shape has for a border is where all of them end.
    shapes.outline = arcs.filter(function (arc, i) { return uses[i] === 1; });
    return shapes;
  }

  function readPoints(text) {
    const next = reader(text);
    const points = [];
    let x = 0, y = 0;
    while (!next.ended()) {
      x += next();
      y += next();
      points.push([y, x]);
    }
    return points;
  }

  // ---- the map ------------------------------------------------------------------------------

  function asks(query) {
    return Boolean(window.matchMedia && window.matchMedia(query).matches);
  }

  function map(id, options) {
    const still = asks('(prefers-reduced-motion: reduce)');
    const element = L.map(id, {
      crs: L.extend({}, L.CRS.Simple, {
        distance: function (a, b) {
          return Math.sqrt(Math.pow(a.lng - b.lng, 2) + Math.pow(a.lat - b.lat, 2)) * options.cell;
        }
      }),
      minZoom: -20,
      maxZoom: options.maxZoom,
      zoomSnap: 0,
      zoomDelta: 0.75,
      wheelPxPerZoomLevel: 90,
      attributionControl: false,
      zoomControl: false,
      scrollWheelZoom: false,
      zoomAnimation: !still,
      fadeAnimation: !still,
      inertia: !still,
      maxBoundsViscosity: 0.7
    });
    element.probono = { options: options, shown: [], labels: [], symbols: [], specks: [], scale: 1 };
    ['surroundings', 'areas', 'outline', 'water', 'under', 'symbols', 'names'].forEach(function (name, i) {
      element.createPane('pk-' + name).style.zIndex = 210 + 10 * i;
    });
    ['outline', 'water', 'under', 'names'].forEach(function (name) {
      element.getPane('pk-' + name).style.pointerEvents = 'none';
    });
    fit(element);
    rescale(element);
    follow(element);
    keepNames(element);
    controls(element);
    element.on('popupopen', function (event) {
      const close = event.popup.getElement().querySelector('.leaflet-popup-close-button');
      if (close) { close.setAttribute('aria-label', decoded(options.texts.close)); }
    });
    // The wheel scrolls the page until the reader has turned to the map.
    element.on('focus click', function () { element.scrollWheelZoom.enable(); });
    element.on('blur', function () { element.scrollWheelZoom.disable(); });
    made.current = element;
    return element;
  }

  function renderer(element, pane) {
    const state = element.probono;
    state.renderers = state.renderers || {};
    if (!state.renderers[pane]) {
      const make = state.options.canvas ? L.canvas : L.svg;
      state.renderers[pane] = make({ padding: 0.5, pane: pane });
    }
    return state.renderers[pane];
  }

  function extent(element) {
    const bounds = element.probono.options.bounds;
    return L.latLngBounds([bounds[1], bounds[0]], [bounds[3], bounds[2]]);
  }

  function fit(element) {
    const bounds = extent(element);
    const margin = Math.min(element.getSize().x, element.getSize().y) < 500 ? 12 : 28;
    element.setMinZoom(-20);
    element.setMaxBounds(null);
    element.fitBounds(bounds, { padding: [margin, margin], animate: false });
    element.setMinZoom(element.getZoom() - 0.5);
    element.setMaxBounds(bounds.pad(0.6));
    element.probono.moved = false;
  }

  // A window that changes its size keeps the whole map in view, unless the reader chose a view.
  function follow(element) {
    element.on('resize', function () {
      if (!element.probono.moved) {
        fit(element);
        rescale(element);
      }
    });
    element.on('dragstart zoomstart', function () { element.probono.moved = true; });
  }

  // ---- controls -----------------------------------------------------------------------------

  function button(parent, text, title, act) {
    const item = L.DomUtil.create('a', '', parent);
    item.href = '#';
    item.innerHTML = text;
    item.setAttribute('role', 'button');
    item.title = decoded(title);
    item.setAttribute('aria-label', decoded(title));
    L.DomEvent.disableClickPropagation(item);
    L.DomEvent.on(item, 'click', function (event) {
      L.DomEvent.preventDefault(event);
      act();
    });
    return item;
  }

  // The text that a browser would show for `encoded`.
  function decoded(encoded) {
    const holder = document.createElement('span');
    holder.innerHTML = encoded;
    return holder.textContent;
  }

  function controls(element) {
    const options = element.probono.options;
    const side = options.rightToLeft ? 'right' : 'left';
    const bar = L.control({ position: 'top' + side });
    bar.onAdd = function () {
      const box = L.DomUtil.create('div', 'leaflet-bar');
      button(box, '+', options.texts.zoomIn, function () { element.zoomIn(); });
      button(box, '−', options.texts.zoomOut, function () { element.zoomOut(); });
      button(box, '<svg viewBox="0 0 20 20" aria-hidden="true"><path d="M3 8V3h5M12 3h5v5M17 12v5h-5' +
        'M8 17H3v-5"/></svg>', options.texts.wholeMap, function () {
          element.closePopup();
          fit(element);
        });
      return box;
    };
    bar.addTo(element);
    if (options.scale) { scaleBar(element, options).addTo(element); }
  }

  function scaleBar(element, options) {
    const bar = L.control({ position: options.rightToLeft ? 'bottomright' : 'bottomleft' });
    bar.onAdd = function () {
      const box = L.DomUtil.create('div', 'pk-scale');
      const line = L.DomUtil.create('span', '', box);
      box.setAttribute('dir', 'auto');
      function update() {
        const metresPerPixel = options.scale * options.cell / element.getZoomScale(element.getZoom(), 0);
        const longest = metresPerPixel * Math.min(120, element.getSize().x / 4);
        const power = Math.pow(10, Math.floor(Math.log(longest) / Math.LN10));
        const metres = power * (longest >= 5 * power ? 5 : longest >= 2 * power ? 2 : 1);
        line.style.width = Math.round(metres / metresPerPixel) + 'px';
        const template = metres >= 1000 ? options.texts.kilometres : options.texts.metres;
        const amount = metres >= 1000 ? metres / 1000 : metres;
        line.innerHTML = template.replace('1', number(amount, options.language));
      }
      element.on('zoomend resize', update);
      update();
      return box;
    };
    return bar;
  }

  function number(value, language) {
    try {
      return new Intl.NumberFormat(language + '-u-nu-latn').format(value);
    } catch (problem) {
      return String(value);
    }
  }

  // ---- what lies around ---------------------------------------------------------------------

  function surroundings(element, data) {
    const below = still('pk-surroundings');
    readAreas(data.countries).forEach(function (shape, i) {
      const own = data.own[i] ? { stroke: false } : {};
      L.polygon(shape, L.extend({}, below, data.styles.countries, own)).addTo(element);
    });
    const above = still('pk-water');
    if (data.rivers) {
      L.polyline(readLines(reader(data.rivers)), L.extend({}, above, data.styles.rivers)).addTo(element);
    }
    if (data.lakes) {
      L.polygon(readAreas(data.lakes), L.extend({}, above, data.styles.lakes)).addTo(element);
    }
    if (data.disputed) {
      L.polyline(readLines(reader(data.disputed)), L.extend({}, above, data.styles.disputed)).addTo(element);
    }
    readPoints(data.countryPoints).forEach(function (point, i) {
      name(element, point, data.countryNames[i], 'pk-country', 0);
    });
    readPoints(data.placePoints).forEach(function (point, i) {
      const label = name(element, point, data.placeNames[i], 'pk-place', data.placeRanks[i]);
      label.dot = L.circleMarker(point, L.extend({}, above, data.styles.places));
    });
    arrange(element);

    function still(pane) {
      return { pane: pane, renderer: renderer(element, pane), interactive: false };
    }
  }

  // ---- areas, symbols, points ---------------------------------------------------------------

  function areas(element, data) {
    const anchors = readPoints(data.anchors);
    const hatch = data.hatch ? hatching(data.hatch) : '';
    const shapes = readAreas(data.shapes);
    shapes.forEach(function (shape, i) {
      const colour = data.palette[data.fills[i]];
      const item = L.polygon(shape, L.extend({}, data.style, {
        pane: 'pk-areas',
        renderer: renderer(element, 'pk-areas'),
        fillColor: data.hatched[i] && hatch && !element.probono.options.canvas ? hatch : colour
      })).addTo(element);
      const size = extentOf(shape);
      feature(element, i, item, data);
      if (data.radii && data.radii[i]) { symbol(element, i, anchors[i], data); }
      if (!data.radii) { element.probono.specks.push({ item: null, size: size, at: anchors[i], colour: colour, i: i, data: data }); }
      if (data.labels) {
        const drop = data.radii ? data.radii[i] : 0;
        const label = name(element, anchors[i], data.names[i], 'pk-area', 10 + size * (1 + drop), size, drop);
        label.span.style.setProperty('--ink', data.inks[data.fills[i]]);
        label.span.style.setProperty('--halo', data.palette[data.fills[i]]);
      }
    });
    L.polyline(shapes.outline, L.extend({}, data.outline, {
      pane: 'pk-outline', renderer: renderer(element, 'pk-outline'), interactive: false
    })).addTo(element);
    order(element);
    specks(element);
    element.on('zoomend', function () { specks(element); });
    arrange(element);
  }

  function points(element, data) {
    readPoints(data.anchors).forEach(function (point, i) {
      const item = L.circleMarker(point, L.extend({}, data.style, {
        pane: 'pk-symbols',
        renderer: renderer(element, 'pk-symbols'),
        fillColor: data.palette[data.fills[i]]
      })).addTo(element);
      const radius = data.radii[i] || 0;
      if (radius) { item.setRadius(radius * element.probono.scale); }
      element.probono.symbols.push({ item: item, radius: radius });
      feature(element, i, item, data);
    });
    order(element);
    arrange(element);
  }

  function symbol(element, i, at, data) {
    const item = L.circleMarker(at, L.extend({}, data.symbolStyle, {
      pane: 'pk-symbols',
      renderer: renderer(element, 'pk-symbols'),
      radius: data.radii[i] * element.probono.scale,
      fillColor: data.symbolPalette[data.symbolFills[i]]
    })).addTo(element);
    element.probono.symbols.push({ item: item, radius: data.radii[i] });
    feature(element, i, item, data);
  }

  // Small circles lie on large ones.
  function order(element) {
    element.probono.symbols.sort(function (a, b) { return b.radius - a.radius; });
    element.probono.symbols.forEach(function (symbol) { symbol.item.bringToFront(); });
  }

  // An area too small to be seen at this zoom gets a dot of its colour.
  function specks(element) {
    const scale = element.getZoomScale(element.getZoom(), 0);
    element.probono.specks.forEach(function (speck) {
      const small = speck.size * scale < 5;
      if (small && !speck.item) {
        speck.item = L.circleMarker(speck.at, L.extend({}, speck.data.style, {
          pane: 'pk-symbols', renderer: renderer(element, 'pk-symbols'), radius: 4,
          fillColor: speck.colour, color: '#333', weight: 1
        }));
        feature(element, speck.i, speck.item, speck.data);
      }
      if (speck.item) { element[small ? 'addLayer' : 'removeLayer'](speck.item); }
    });
  }

  function extentOf(shape) {
    let west = Infinity, south = Infinity, east = -Infinity, north = -Infinity;
    shape.forEach(function (part) {
      part[0].forEach(function (point) {
        west = Math.min(west, point[1]); east = Math.max(east, point[1]);
        south = Math.min(south, point[0]); north = Math.max(north, point[0]);
      });
    });
    return shape.length ? Math.max(east - west, north - south) : 0;
  }

  // Lines in the colour of the borders over the colour of "no data".
  function hatching(colours) {
    const id = 'pk-hatch';
    if (!document.getElementById(id)) {
      document.body.insertAdjacentHTML('beforeend',
        '<svg width="0" height="0" style="position:absolute" aria-hidden="true"><pattern id="' + id +
        '" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">' +
        '<rect width="6" height="6" fill="' + colours[0] + '"/><line x1="0" y1="0" x2="0" y2="6" stroke="' +
        colours[1] + '" stroke-width="1.6"/></pattern></svg>');
    }
    return 'url(#' + id + ')';
  }

  // The circles keep their share of the territory: on a small screen they are smaller than on paper.
  function rescale(element) {
    const state = element.probono;
    const bounds = state.options.bounds;
    const side = Math.max(bounds[2] - bounds[0], bounds[3] - bounds[1]);
    const pixels = side * element.getZoomScale(element.getZoom(), 0);
    state.scale = Math.max(0.45, Math.min(1.25, pixels / state.options.paperPixels));
    document.documentElement.style.setProperty('--pk-scale', state.scale.toFixed(3));
    state.symbols.forEach(function (symbol) {
      if (symbol.radius) { symbol.item.setRadius(symbol.radius * state.scale); }
    });
    arrange(element);
  }

  // ---- what a feature says ------------------------------------------------------------------

  function feature(element, i, item, data) {
    const state = element.probono;
    if (asks('(hover: hover)')) {
      item.bindTooltip(heading(data, i) + '</div>', { sticky: true, className: 'pk-tip', opacity: 1 });
    }
    const far = L.point(60, 16), near = L.point(16, 16);
    item.bindPopup(card(data, i), {
      className: 'pk-popup',
      minWidth: 120,
      maxWidth: Math.max(160, Math.min(320, element.getSize().x - 120)),
      autoPanPaddingTopLeft: state.options.rightToLeft ? near : far,
      autoPanPaddingBottomRight: state.options.rightToLeft ? far : near
    });
    item.on('mouseover popupopen', function () { mark(item, true); });
    item.on('mouseout popupclose', function () { mark(item, item.isPopupOpen && item.isPopupOpen()); });
    item.on('popupopen', function () { if (item.closeTooltip) { item.closeTooltip(); } });
    state.shown[i] = item;
  }

  function mark(item, on) {
    if (!item.probonoStyle) {
      item.probonoStyle = { color: item.options.color, weight: item.options.weight, opacity: item.options.opacity };
    }
    item.setStyle(on ? { color: '#111', weight: 2.5, opacity: 1 } : item.probonoStyle);
    if (on && item.options.pane === 'pk-areas') { item.bringToFront(); }
  }

  function heading(data, i) {
    const value = data.values[i] ? '<span class="pk-value"><bdi>' + data.values[i] + '</bdi></span>' +
      (data.caption ? '<span class="pk-caption">' + data.caption + '</span>' : '') : '';
    return '<div dir="' + data.direction + '"><strong><bdi>' + data.names[i] + '</bdi></strong>' + value;
  }

  function card(data, i) {
    const rows = data.rows[i].map(function (text, column) {
      return text === '' ? '' :
        '<div><dt>' + data.headings[column] + '</dt><dd><bdi>' + text + '</bdi></dd></div>';
    });
    return heading(data, i) + (rows.join('') ? '<dl>' + rows.join('') + '</dl>' : '') + '</div>';
  }

  // Turn to feature `i`, as a reader does who found it in the table.
  function show(element, i) {
    const item = element.probono.shown[i];
    if (!item) { return; }
    const target = item.getBounds ? item.getBounds() : L.latLngBounds([item.getLatLng(), item.getLatLng()]);
    if (!element.getBounds().contains(target)) { fit(element); }
    item.openPopup(target.getCenter());
  }

  // ---- names --------------------------------------------------------------------------------

  function name(element, at, text, className, rank, size, drop) {
    const pane = element.getPane(className === 'pk-area' && element.probono.options.quiet ? 'pk-under' : 'pk-names');
    const span = L.DomUtil.create('span', 'pk-name ' + className, pane);
    const label = { span: span, at: at, rank: rank, size: size, drop: drop || 0 };
    span.innerHTML = '<bdi>' + text + '</bdi>';
    span.setAttribute('aria-hidden', 'true');
    element.probono.labels.push(label);
    return label;
  }

  // Write the names that find room, the largest areas first; none over another.
  function arrange(element) {
    const state = element.probono;
    const scale = element.getZoomScale(element.getZoom(), 0);
    const taken = state.symbols.map(function (symbol) {
      const at = element.latLngToLayerPoint(symbol.item.getLatLng());
      const radius = symbol.item.getRadius();
      return [at.x - radius, at.y - radius, at.x + radius, at.y + radius];
    });
    const corner = element.containerPointToLayerPoint([0, 0]);
    const view = [corner.x, corner.y, corner.x + element.getSize().x, corner.y + element.getSize().y];
    state.labels.sort(function (a, b) { return b.rank - a.rank; });
    state.labels.forEach(function (label) {
      if (!label.width) {
        label.width = label.span.offsetWidth;
        label.height = label.span.offsetHeight;
      }
      const box = boxes(element, label).filter(function (box) {
        // Names of what lies around are written whole or not at all.
        const roomy = label.size === undefined ? within(box, view) : label.width <= label.size * scale * 1.1;
        return roomy && !taken.some(function (other) { return meet(box, other); });
      })[0];
      label.span.style.visibility = box ? 'visible' : 'hidden';
      if (label.dot) { element[box ? 'addLayer' : 'removeLayer'](label.dot); }
      if (box) {
        taken.push(box);
        L.DomUtil.setPosition(label.span, L.point(box[0], box[1]).round());
      }
    });
  }

  // Where the name may stand, the best place first.
  function boxes(element, label) {
    const state = element.probono;
    const at = element.latLngToLayerPoint(label.at);
    const half = label.width / 2, line = label.height;
    let places = [[0, 0]];
    if (label.dot) {
      places = [[half + 5, 0], [-half - 5, 0]];
      if (state.options.rightToLeft) { places.reverse(); }
    } else if (label.drop) {
      const below = label.drop * state.scale + line / 2 + 1;
      places = [[0, below], [0, -below]];
    } else if (state.options.quiet) {
      places = [[0, 0], [0, line], [0, -line], [0, 2 * line], [0, -2 * line], [half, 0], [-half, 0]];
    }
    return places.map(function (place) {
      const x = at.x + place[0], y = at.y + place[1];
      return [x - half, y - line / 2, x + half, y + line / 2];
    });
  }

  function within(box, view) {
    return box[0] >= view[0] && box[1] >= view[1] && box[2] <= view[2] && box[3] <= view[3];
  }

  function meet(a, b) {
    return a[0] < b[2] + 2 && a[2] > b[0] - 2 && a[1] < b[3] && a[3] > b[1];
  }

  function keepNames(element) {
    const panes = [element.getPane('pk-names'), element.getPane('pk-under')];
    element.on('zoomstart', function () {
      panes.forEach(function (pane) { pane.classList.add('pk-moving'); });
    });
    element.on('zoomend moveend viewreset', function () {
      arrange(element);
      panes.forEach(function (pane) { pane.classList.remove('pk-moving'); });
    });
  }

  const made = { map: map, surroundings: surroundings, areas: areas, points: points, show: show };
  return made;
}());
