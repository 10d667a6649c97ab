/* Names on the map: written where they find room, none over another, the most important first. */
(function (probono) {
  'use strict';

  // A name at `at`. The one with the highest rank chooses its place first.
  function write(map, at, text, className, rank) {
    const under = className === 'pk-area' && map.probono.options.quiet;
    const span = L.DomUtil.create('span', 'pk-name ' + className, map.getPane(under ? 'pk-under' : 'pk-names'));
    const label = { span: span, at: at, rank: rank, drop: 0 };
    span.innerHTML = '<bdi>' + text + '</bdi>';
    span.setAttribute('aria-hidden', 'true');
    map.probono.labels.push(label);
    return label;
  }

  // The name of an area: as wide as the area at most, and below its circle if it has one.
  // On a map of bars it stands below them.
  function writeArea(map, at, text, extent, drop, below) {
    const label = write(map, at, text, 'pk-area', 10 + Math.max(extent.width, extent.height) * (1 + drop));
    label.extent = extent;
    label.drop = drop || (below ? 1 : 0);
    label.below = below;
    return label;
  }

  // The sign of a place with its name beside it.
  function writePlace(map, at, text, rank) {
    const label = write(map, at, text, 'pk-place', rank);
    label.capital = rank > 1;
    label.sign = L.DomUtil.create('i', label.capital ? 'pk-capital' : 'pk-town', map.getPane('pk-names'));
    return label;
  }

  function arrange(map) {
    if (map.probono.loading) { return; }
    const labels = map.probono.labels, written = [];
    const taken = map.probono.blocks.reduce(function (boxes, block) { return boxes.concat(block()); }, controls(map));
    const circles = map.probono.symbols.map(function (symbol) {
      return { at: map.latLngToLayerPoint(symbol.item.getLatLng()), radius: symbol.item.getRadius() };
    });
    // Beside the circle of another area a name would seem to be the name of that one.
    function free(box, own) {
      return !taken.some(function (other) { return meet(box, other); }) && !circles.some(function (circle) {
        return covers(circle, box, !own || circle.at.equals(own) ? 0 : 6);
      });
    }
    measure(map, labels.filter(function (label) { return !label.forms; }));
    labels.sort(function (a, b) { return b.rank - a.rank; });
    labels.forEach(function (label) { if (label.sign) { placeSign(map, label, taken, free); } });
    labels.forEach(function (label) {
      if (label.off) {
        show(label.span, null);
        return;
      }
      // A capital that its area is named after, or that is not shown, needs no name of its own.
      const needless = label.sign && (label.hidden || written.indexOf(label.span.textContent) >= 0);
      const box = needless ? null : placeName(map, label, free);
      show(label.span, box);
      if (label.sign && !label.capital) { show(label.sign, box); }
      if (!box) { return; }
      taken.push(box);
      written.push(label.span.textContent);
    });
  }

  // Every name on one line as far as possible, and in several; all at once, as measuring is dear.
  function measure(map, labels) {
    function sizes() {
      return labels.map(function (label) { return [label.span.offsetWidth, label.span.offsetHeight]; });
    }
    if (!labels.length) { return; }
    const wide = sizes();
    map.getContainer().classList.add('pk-narrow');
    const narrow = sizes();
    map.getContainer().classList.remove('pk-narrow');
    labels.forEach(function (label, i) {
      label.forms = [{ width: wide[i][0], height: wide[i][1], className: '' }];
      if (label.extent && narrow[i][0] < wide[i][0]) {
        label.forms.push({ width: narrow[i][0], height: narrow[i][1], className: 'pk-narrow' });
      }
    });
  }

  // Nothing is written under the buttons and the scale.
  function controls(map) {
    const frame = map.getContainer().getBoundingClientRect();
    const corner = map.containerPointToLayerPoint([0, 0]);
    const found = map.getContainer().querySelectorAll('.leaflet-bar, .pk-scale');
    return Array.prototype.map.call(found, function (control) {
      const box = control.getBoundingClientRect();
      const x = box.left - frame.left + corner.x, y = box.top - frame.top + corner.y;
      return [x, y, x + box.width, y + box.height];
    });
  }

  // A capital is shown with or without its name, but not under a circle.
  function placeSign(map, label, taken, free) {
    const at = map.latLngToLayerPoint(label.at).round();
    const box = [at.x - 4, at.y - 4, at.x + 4, at.y + 4];
    label.hidden = label.capital && !free(box);
    L.DomUtil.setPosition(label.sign, at);
    show(label.sign, label.capital && !label.hidden);
    if (label.capital && !label.hidden) { taken.push(box); }
  }

  function placeName(map, label, free) {
    const corner = map.containerPointToLayerPoint([0, 0]), size = map.getSize();
    const view = [corner.x + 3, corner.y + 2, corner.x + size.x - 3, corner.y + size.y - 2];
    const own = label.drop || label.badge ? map.latLngToLayerPoint(label.at) : null;
    let found = null;
    label.forms.some(function (form) {
      if (!fits(map, label, form)) { return false; }
      found = boxes(map, label, form, view).filter(function (box) {
        return box[0] >= view[0] && box[1] >= view[1] && box[2] <= view[2] && box[3] <= view[3] && free(box, own);
      })[0];
      if (found) { label.span.classList[form.className ? 'add' : 'remove']('pk-narrow'); }
      return found;
    });
    if (found) { L.DomUtil.setPosition(label.span, L.point(found[0], found[1]).round()); }
    return found;
  }

  // Names of areas are no larger than their area.
  function fits(map, label, form) {
    const scale = 1.1 * map.getZoomScale(map.getZoom(), 0);
    return !label.extent ||
      (form.width <= label.extent.width * scale && form.height <= label.extent.height * scale);
  }

  // Where the name may stand, the best place first.
  function boxes(map, label, form, view) {
    const at = map.latLngToLayerPoint(label.at);
    const half = form.width / 2, line = form.height;
    const high = label.extent ? label.extent.height * map.getZoomScale(map.getZoom(), 0) : 0;
    // In a large area a name gives way to the sign of a place; in a small one it would leave it.
    let places = high > 5 * line ? [[0, 0], [0, line * 0.6 + 6], [0, -line * 0.6 - 6]] : [[0, 0]];
    if (label.sign) {
      places = [[half + 6, 0], [-half - 6, 0]];
      if (map.probono.options.rightToLeft) { places.reverse(); }
    } else if (label.drop || label.badge) {
      const radius = label.badge || label.drop * map.probono.scale;
      const below = radius + line / 2 + 1, beside = radius + half + 4;
      places = label.below ? [[0, below]] : [[0, below], [0, -below], [beside, 0], [-beside, 0]];
    } else if (map.probono.options.quiet) {
      places = places.concat([[0, 2 * line], [0, -2 * line], [half, 0], [-half, 0]]);
    }
    // At the edge of the map the name of an area moves inwards, by a quarter of its width at most.
    const inwards = Math.max(0, view[0] - at.x + half) + Math.min(0, view[2] - at.x - half);
    const shift = label.extent && !label.drop && !label.badge ? Math.max(-half / 2, Math.min(inwards, half / 2)) : 0;
    return places.map(function (place) {
      const x = at.x + place[0] + shift, y = at.y + place[1];
      return [x - half, y - line / 2, x + half, y + line / 2];
    });
  }

  function covers(circle, box, margin) {
    const x = Math.max(box[0], Math.min(circle.at.x, box[2])) - circle.at.x;
    const y = Math.max(box[1], Math.min(circle.at.y, box[3])) - circle.at.y;
    return x * x + y * y < Math.pow(circle.radius + margin, 2);
  }

  function meet(a, b) {
    return a[0] < b[2] + 2 && a[2] > b[0] - 2 && a[1] < b[3] + 1 && a[3] > b[1] - 1;
  }

  function show(element, visible) {
    element.style.visibility = visible ? 'visible' : 'hidden';
  }

  // While the map is enlarged, names are away: they come back where they belong.
  function keep(map) {
    const panes = [map.getPane('pk-names'), map.getPane('pk-under')];
    function moving(on) {
      panes.forEach(function (pane) { pane.classList[on ? 'add' : 'remove']('pk-moving'); });
    }
    map.on('zoomstart', function () { moving(true); });
    map.on('moveend zoomend viewreset', function () {
      arrange(map);
      moving(false);
    });
  }

  probono.names = { write: write, writeArea: writeArea, writePlace: writePlace, arrange: arrange, keep: keep };
}(window.probono = window.probono || {}));
