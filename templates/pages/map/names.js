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
  function writeArea(map, at, text, size, drop) {
    const label = write(map, at, text, 'pk-area', 10 + size * (1 + drop));
    label.size = size;
    label.drop = drop;
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
    const labels = map.probono.labels;
    const taken = map.probono.symbols.map(function (symbol) {
      return square(map.latLngToLayerPoint(symbol.item.getLatLng()), symbol.item.getRadius());
    });
    labels.sort(function (a, b) { return b.rank - a.rank; });
    labels.forEach(function (label) {
      if (!label.width) {
        label.width = label.span.offsetWidth;
        label.height = label.span.offsetHeight;
      }
      if (label.sign) { placeSign(map, label, taken); }
    });
    labels.forEach(function (label) { placeName(map, label, taken); });
  }

  // A capital is shown with or without its name, but not under a circle.
  function placeSign(map, label, taken) {
    const at = map.latLngToLayerPoint(label.at).round();
    const box = square(at, 4);
    const free = !taken.some(function (other) { return meet(box, other); });
    L.DomUtil.setPosition(label.sign, at);
    show(label.sign, label.capital && free);
    if (label.capital && free) { taken.push(box); }
  }

  function placeName(map, label, taken) {
    const box = boxes(map, label).filter(function (place) {
      return fits(map, label, place) && !taken.some(function (other) { return meet(place, other); });
    })[0];
    show(label.span, box);
    if (label.sign && !label.capital) { show(label.sign, box); }
    if (!box) { return; }
    taken.push(box);
    L.DomUtil.setPosition(label.span, L.point(box[0], box[1]).round());
  }

  // Where the name may stand, the best place first.
  function boxes(map, label) {
    const at = map.latLngToLayerPoint(label.at);
    const half = label.width / 2, line = label.height;
    let places = [[0, 0], [0, line * 1.1], [0, -line * 1.1]];
    if (label.sign) {
      places = [[half + 6, 0], [-half - 6, 0]];
      if (map.probono.options.rightToLeft) { places.reverse(); }
    } else if (label.drop) {
      const below = label.drop * map.probono.scale + line / 2 + 1;
      places = [[0, below], [0, -below]];
    } else if (map.probono.options.quiet) {
      places = places.concat([[0, 2 * line], [0, -2 * line], [half, 0], [-half, 0]]);
    }
    return places.map(function (place) {
      const x = at.x + place[0], y = at.y + place[1];
      return [x - half, y - line / 2, x + half, y + line / 2];
    });
  }

  // Names of areas keep to their area, all others are in view whole or not at all.
  function fits(map, label, box) {
    if (label.size !== undefined) {
      return label.width <= 1.1 * label.size * map.getZoomScale(map.getZoom(), 0);
    }
    const corner = map.containerPointToLayerPoint([0, 0]), size = map.getSize();
    return box[0] >= corner.x && box[1] >= corner.y && box[2] <= corner.x + size.x && box[3] <= corner.y + size.y;
  }

  function square(at, half) {
    return [at.x - half, at.y - half, at.x + half, at.y + half];
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
