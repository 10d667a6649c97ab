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
    data.items = [];
    data.without = {};
    map.probono.overlays.push(data);
    DRAWN[data.kind](map, data);
  }

  function options(map, data, style) {
    const renderers = map.probono.renderers;
    renderers[data.layer] = renderers[data.layer] || L.svg({ padding: 0.5, pane: 'pk-' + data.layer });
    return L.extend({ pane: 'pk-' + data.layer, renderer: renderers[data.layer] }, style);
  }

  // What is drawn of feature `i`, whether it tells something or not.
  function keep(data, i, item) {
    data.items[i] = (data.items[i] || []).concat(item);
    return item;
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
        keep(data, i, both);
        both.forEach(function (path) { tell(map, data, i, path); });
        name(map, data, i, at, both[0].getRadius());
        return;
      }
      const style = L.extend({ fillColor: data.palette[data.fills[i]] }, data.style, { interactive: Boolean(data.told) });
      const item = L.circleMarker(at, options(map, data, style)).addTo(map);
      map.probono.symbols.push({ item: item, radius: radius });
      keep(data, i, item);
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
      keep(data, i, L.polyline(line, options(map, data, L.extend({ interactive: false }, style))).addTo(map));
      if (data.told) {
        // A finger needs more than a line of two pixels.
        const wide = L.polyline(line, options(map, data, L.extend({}, style, { opacity: 0, weight: 14 }))).addTo(map);
        tell(map, data, i, keep(data, i, wide));
      }
      name(map, data, i, middles[i], 0);
    });
  }

  function rim(map, data, i, line) {
    const below = data.rims[i];
    if (!below.length) { return; }
    keep(data, i, L.polyline(line, options(map, data, {
      color: below[0], opacity: below[2], weight: data.weights[i] + below[1], interactive: false
    })).addTo(map));
  }

  function outlines(map, data) {
    const middles = placesOf(data);
    const hatches = data.hatched ? data.palette.map(function (colour, k) { return hatch(data.layer + '-hatch-' + k, colour); }) : [];
    probono.readAreas(data.shapes).forEach(function (shape, i) {
      const fill = data.areaFills[i] || hatches[data.fills[i]];
      keep(data, i, L.polygon(shape, options(map, data, {
        color: data.palette[data.fills[i]], weight: data.weights[i], dashArray: data.dashes[i] || null,
        fill: Boolean(fill), fillColor: fill || null, fillOpacity: 1, interactive: false
      })).addTo(map));
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
    label.feature = i;
    label.span.style.setProperty('--ink', radius ? '#1c2730' : data.ink || data.palette[data.fills[i]]);
    data.labels.push(label);
  }

  // ---- what is shown: whole layers, and classes of them -----------------------------------------

  function isShown(data, i) { return !data.without[data.keys[data.fills[i]]]; }

  function turn(map, name, on) {
    const state = map.probono, cut = name.indexOf('/'), layer = cut < 0 ? name : name.slice(0, cut);
    if (on) { delete state.switched[name]; } else { state.switched[name] = true; }
    if (name === 'first') {
      ['areas', 'symbols'].forEach(function (pane) { map.getPane('pk-' + pane).style.display = on ? '' : 'none'; });
      document.querySelector('.legend').classList[on ? 'remove' : 'add']('first-off');
    }
    state.overlays.forEach(function (data) {
      if (data.layer !== layer) { return; }
      if (cut < 0) { data.off = !on; } else { data.without[name.slice(cut + 1)] = !on; }
      show(map, data);
    });
    if (!on) { close(map, layer); }
    probono.names.arrange(map);
  }

  // A layer as it is wanted: on the map, in the legend and in its table.
  function show(map, data) {
    map.getPane('pk-' + data.layer).style.display = data.off ? 'none' : '';
    data.items.forEach(function (items, i) {
      const on = isShown(data, i);
      items.forEach(function (item) { item.getElement().style.display = on ? '' : 'none'; });
    });
    if (data.dots) {
      data.dots.reveal(Uint8Array.from(data.fills, function (fill, i) { return isShown(data, i) ? 1 : 0; }));
    }
    data.labels.forEach(function (label) { label.gone = label.off = data.off || !isShown(data, label.feature); });
    rowsOf(data).forEach(function (row, i) { row.hidden = !isShown(data, i); });
    parts('[data-part="' + data.layer + '"]').forEach(function (part) { part.classList[data.off ? 'add' : 'remove']('off'); });
    parts('[data-of="' + data.layer + '"] button').forEach(function (button) {
      button.setAttribute('aria-pressed', String(!data.without[button.parentNode.getAttribute('data-key')]));
    });
  }

  // Nothing speaks of what is not to be seen.
  function close(map, layer) {
    const turned = map.probono.turned, data = turned.data;
    if (data && (layer === (data.layer || 'first')) && (data.off || !data.layer || !isShown(data, turned.i))) { map.closePopup(); }
    map.probono.tip.remove();
  }

  function parts(query) { return Array.prototype.slice.call(document.querySelectorAll(query)); }

  function rowsOf(data) { return parts('table[data-layer="' + data.layer + '"] tbody tr'); }

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
    const said = document.querySelector('body > .said');
    parts('.switch input').forEach(function (box) {
      box.addEventListener('change', function () { turn(map, box.value, box.checked); });
      // Browsers keep what was chosen when a page is loaded again.
      if (!box.checked) { turn(map, box.value, false); }
    });
    map.probono.overlays.forEach(function (data) {
      parts('.legend [data-of="' + data.layer + '"]').forEach(function (line) {
        const key = line.getAttribute('data-key');
        const button = probono.pressed(line, function () {
          turn(map, data.layer + '/' + key, Boolean(data.without[key]));
          said.textContent = counted(data, texts);
        });
        button.setAttribute('aria-pressed', 'true');
      });
      parts('[data-csv="' + data.layer + '"]').forEach(function (button) {
        button.addEventListener('click', function () { take(data, texts); });
      });
      if (!data.told || (!data.paths.length && !data.dots)) { return; }
      rowsOf(data).forEach(function (row, i) {
        if (data.dots || data.paths[i]) { probono.link(row.cells[0], i, texts, function () { reach(map, data, i); }); }
      });
    });
  }

  function listed(data, count) {
    const found = [];
    for (let i = 0; i < count; i += 1) { if (isShown(data, i)) { found.push(i); } }
    return found;
  }

  function counted(data, texts) {
    const count = data.fills.length, shown = listed(data, count).length;
    return (shown === count ? texts.everything : shown ? texts.shown : texts.nothing)
      .replace('{count}', probono.written(shown)).replace('{total}', probono.written(count));
  }

  // The table of a layer as a file, with the rows that the page does not list.
  function take(data, texts) {
    const element = document.querySelector('table[data-layer="' + data.layer + '"]');
    const heads = Array.prototype.slice.call(element.tHead.rows[0].cells), rows = rowsOf(data), rest = data.rest || [];
    const title = element.caption.textContent.replace(/[\\/:*?"<>|\s]+/g, ' ').trim();
    probono.download(' - ' + title, {
      headings: heads.map(function (head) { return head.textContent; }),
      numeric: heads.map(function (head) { return head.classList.contains('n'); }),
      text: function (i, column) {
        return i < rows.length ? rows[i].cells[column].textContent : probono.plain(rest[column][i - rows.length]);
      }
    }, listed(data, rows.length + (rest.length ? rest[0].length : 0)), texts);
  }

  // What is switched off, for a link to the view; and back again.
  function switched(map) { return Object.keys(map.probono.switched); }

  function follow(map, names) {
    const known = ['first'];
    map.probono.overlays.forEach(function (data) {
      known.push(data.layer);
      data.keys.forEach(function (key) { known.push(data.layer + '/' + key); });
    });
    known.forEach(function (name) {
      const off = names.indexOf(name) >= 0;
      if (off !== Boolean(map.probono.switched[name])) { change(map, name, !off); }
    });
  }

  probono.overlay = overlay;
  probono.switches = { start: switches, off: switched, follow: follow };
}(window.probono = window.probono || {}));
