/* Further layers: points, circles, lines and outlines over the first one, each with its switch. */
(function (probono) {
  'use strict';

  // Above the first layer, or right below its circles.
  const ABOVE = 260, UNDER = 241;

  function overlay(map, data) {
    const pane = map.createPane('pk-' + data.layer), number = map.probono.overlays.length;
    pane.style.zIndex = Math.min((data.under ? UNDER : ABOVE + 1) + number, data.under ? 249 : 269);
    pane.style.pointerEvents = 'none';
    data.paths = [];
    data.labels = [];
    map.probono.overlays.push(data);
    DRAWN[data.kind](map, data);
  }

  function options(map, data, style) {
    const renderers = map.probono.renderers;
    renderers[data.layer] = renderers[data.layer] || L.svg({ padding: 0.5, pane: 'pk-' + data.layer });
    return L.extend({ pane: 'pk-' + data.layer, renderer: renderers[data.layer] }, style);
  }

  function tell(map, data, i, path) {
    if (data.told) { probono.feature(map, i, path, data); }
  }

  function points(map, data) {
    const places = probono.readPlaces(data.anchors), order = [];
    if (data.painted) {
      data.pane = data.layer;
      data.dots = probono.dots(map.probono, places, data);
      if (data.told) { probono.painted(map, data); }
      return;
    }
    for (let i = 0; i < places.count; i += 1) { order.push(i); }
    // Small circles lie on large ones.
    order.sort(function (a, b) { return (data.radii[b] || 0) - (data.radii[a] || 0); });
    order.forEach(function (i) {
      const radius = data.radii[i] || 0, at = [places.y[i], places.x[i]];
      if (data.radii.length && !radius) { return; }
      if (data.signs) {
        const both = probono.sign(map, at, i, data, function (style) { return options(map, data, style); });
        map.probono.symbols.push({ item: both[0], icon: both[1], radius: 0 });
        both.forEach(function (path) { tell(map, data, i, path); });
        name(map, data, i, at, both[0].getRadius());
        return;
      }
      const style = L.extend({ fillColor: data.palette[data.fills[i]] }, data.style, { interactive: Boolean(data.told) });
      const item = L.circleMarker(at, options(map, data, style)).addTo(map);
      map.probono.symbols.push({ item: item, radius: radius });
      tell(map, data, i, item);
      name(map, data, i, at, radius || data.style.radius);
    });
  }

  function lines(map, data) {
    const strands = probono.readLines(data.lines), middles = placesOf(data);
    let first = 0;
    const pieces = data.strands.map(function (count) {
      first += count;
      return strands.slice(first - count, first);
    });
    // Casings lie below all roads, so that crossings stay open; the thinnest are the lowest.
    const order = pieces.map(function (line, i) { return i; }).filter(function (i) { return pieces[i].length; });
    order.sort(function (a, b) { return data.weights[a] - data.weights[b] || a - b; });
    order.forEach(function (i) { rim(map, data, i, pieces[i]); });
    order.forEach(function (i) {
      const line = pieces[i];
      const style = { color: data.palette[data.fills[i]], weight: data.weights[i], dashArray: data.dashes[i] || null, lineCap: 'butt' };
      L.polyline(line, options(map, data, L.extend({ interactive: false }, style))).addTo(map);
      if (data.told) {
        // A finger needs more than a line of two pixels.
        tell(map, data, i, L.polyline(line, options(map, data, L.extend({}, style, { opacity: 0, weight: 14 }))).addTo(map));
      }
      name(map, data, i, middles[i], 0);
    });
  }

  function rim(map, data, i, line) {
    const below = data.rims[i];
    if (!below.length) { return; }
    L.polyline(line, options(map, data, {
      color: below[0], opacity: below[2], weight: data.weights[i] + below[1], interactive: false
    })).addTo(map);
  }

  function outlines(map, data) {
    const middles = placesOf(data);
    const hatches = data.hatched ? data.palette.map(function (colour, k) { return hatch(data.layer + '-hatch-' + k, colour); }) : [];
    probono.readAreas(data.shapes).forEach(function (shape, i) {
      const fill = data.areaFills[i] || hatches[data.fills[i]];
      L.polygon(shape, options(map, data, {
        color: data.palette[data.fills[i]], weight: data.weights[i], dashArray: data.dashes[i] || null,
        fill: Boolean(fill), fillColor: fill || null, fillOpacity: 1, interactive: false
      })).addTo(map);
      name(map, data, i, middles[i], 0);
    });
  }

  // Slanting lines through which the map is seen.
  function hatch(id, colour) {
    document.body.insertAdjacentHTML('beforeend',
      '<svg width="0" height="0" style="position:absolute" aria-hidden="true"><pattern id="' + id + '" width="7" height="7" ' +
      'patternUnits="userSpaceOnUse" patternTransform="rotate(-45)"><path d="M0 0V7" stroke="' + colour + '" stroke-width="2"/></pattern></svg>');
    return 'url(#' + id + ')';
  }

  const DRAWN = { points: points, symbols: points, lines: lines, outlines: outlines };

  function placesOf(data) { return data.middles ? probono.readPoints(data.middles) : []; }

  function name(map, data, i, at, radius) {
    if (!data.written[i] || !at) { return; }
    const kind = 'pk-overlay' + (data.slanted ? ' pk-slanted' : '');
    const label = probono.names.write(map, at, data.written[i], kind, data.ranks[i] || 5);
    label.drop = radius / map.probono.scale;
    label.span.style.setProperty('--ink', radius ? '#1c2730' : data.ink || data.palette[data.fills[i]]);
    data.labels.push(label);
  }

  // ---- switches ---------------------------------------------------------------------------------

  function turn(map, name, on) {
    const state = map.probono;
    if (name === 'first') {
      ['areas', 'symbols'].forEach(function (pane) { map.getPane('pk-' + pane).style.display = on ? '' : 'none'; });
    } else {
      state.overlays.forEach(function (data) {
        if (data.layer !== name) { return; }
        map.getPane('pk-' + name).style.display = on ? '' : 'none';
        data.off = !on;
        data.labels.forEach(function (label) { label.gone = label.off = !on; });
      });
    }
    if (!on) {
      map.closePopup();
      state.tip.remove();
    }
    if (on) { delete state.switched[name]; } else { state.switched[name] = true; }
    probono.names.arrange(map);
  }

  // Show feature `i` of a further layer, as a reader does who found it in its table.
  function reach(map, data, i) {
    if (data.off) { change(map, data.layer, true); }
    probono.reach(map, data, i);
  }

  function change(map, name, on) {
    const box = document.querySelector('.switch input[value="' + name + '"]');
    if (box) { box.checked = on; }
    turn(map, name, on);
  }

  function switches(map, texts) {
    Array.prototype.forEach.call(document.querySelectorAll('.switch input'), function (box) {
      box.addEventListener('change', function () { turn(map, box.value, box.checked); });
      // Browsers keep what was chosen when a page is loaded again.
      if (!box.checked) { turn(map, box.value, false); }
    });
    map.probono.overlays.forEach(function (data) {
      const rows = document.querySelectorAll('table[data-layer="' + data.layer + '"] tbody tr');
      if (!data.told || (!data.paths.length && !data.dots)) { return; }
      Array.prototype.forEach.call(rows, function (row, i) {
        if (data.dots || data.paths[i]) { probono.link(row.cells[0], i, texts, function () { reach(map, data, i); }); }
      });
    });
  }

  // What is switched off, for a link to the view; and back again.
  function switched(map) { return Object.keys(map.probono.switched); }

  function follow(map, names) {
    ['first'].concat(map.probono.overlays.map(function (data) { return data.layer; })).forEach(function (name) {
      const off = names.indexOf(name) >= 0;
      if (off !== Boolean(map.probono.switched[name])) { change(map, name, !off); }
    });
  }

  probono.overlay = overlay;
  probono.switches = { start: switches, off: switched, follow: follow };
}(window.probono = window.probono || {}));
