/* What lies under the mouse on a canvas: points through a grid of buckets, shapes by their outline. */
(function (probono) {
  'use strict';

  const BUCKETS = 128, REACH = 4;

  // ---- points -----------------------------------------------------------------------------------

  function findable(map, data) {
    const dots = data.dots, places = dots.places;
    let buckets = null, ring = null;

    dots.place = function (i) { return L.latLng(places.y[i], places.x[i]); };

    // The point under `at` (pixels of the map), else -1: the nearest of those whose circle it meets.
    dots.under = function (at) {
      const scale = map.getZoomScale(map.getZoom(), 0), spot = map.containerPointToLatLng(at);
      let found = -1, nearest = Infinity;
      buckets = buckets || bucketsOf(places);
      buckets.around(spot.lng, spot.lat, (dots.largest() + REACH) / scale, function (i) {
        const x = places.x[i] - spot.lng, y = places.y[i] - spot.lat, far = Math.sqrt(x * x + y * y) * scale;
        if (far < dots.radius(i) + REACH && far < nearest && dots.shown(i)) {
          nearest = far;
          found = i;
        }
      });
      return found;
    };

    dots.mark = function (i, on) {
      if (ring) { ring.remove(); }
      ring = on ? L.circleMarker([places.y[i], places.x[i]], {
        pane: 'pk-names', interactive: false, radius: Math.max(6, dots.radius(i) + 2), fill: false, color: '#111', weight: 2.5
      }).addTo(map) : null;
    };
  }

  function bucketsOf(places) {
    const count = places.count, starts = new Uint32Array(BUCKETS * BUCKETS + 1), members = new Uint32Array(count);
    let west = Infinity, south = Infinity, east = -Infinity, north = -Infinity;
    for (let i = 0; i < count; i += 1) {
      west = Math.min(west, places.x[i]);
      east = Math.max(east, places.x[i]);
      south = Math.min(south, places.y[i]);
      north = Math.max(north, places.y[i]);
    }
    const wide = (east - west) / BUCKETS || 1, high = (north - south) / BUCKETS || 1;
    function cell(value) { return Math.max(0, Math.min(BUCKETS - 1, Math.floor(value))); }
    function bucket(i) {
      return cell((places.y[i] - south) / high) * BUCKETS + cell((places.x[i] - west) / wide);
    }
    for (let i = 0; i < count; i += 1) { starts[bucket(i) + 1] += 1; }
    for (let i = 1; i < starts.length; i += 1) { starts[i] += starts[i - 1]; }
    const next = starts.slice();
    for (let i = 0; i < count; i += 1) {
      members[next[bucket(i)]] = i;
      next[bucket(i)] += 1;
    }
    return {
      around: function (x, y, reach, meet) {
        const left = cell((x - reach - west) / wide), right = cell((x + reach - west) / wide);
        const low = cell((y - reach - south) / high), top = cell((y + reach - south) / high);
        for (let row = low; row <= top; row += 1) {
          for (let k = starts[row * BUCKETS + left]; k < starts[row * BUCKETS + right + 1]; k += 1) { meet(members[k]); }
        }
      }
    };
  }

  // ---- shapes -----------------------------------------------------------------------------------

  function listen(map, painter) {
    const finder = document.createElement('canvas').getContext('2d'), areas = painter.areas;
    let under = null;
    painter.listens = true;

    function find(at) {
      for (let i = areas.length - 1; i >= 0; i -= 1) {
        const item = areas[i], box = item.box;
        if (item.heard && at.lng >= box[0] && at.lng <= box[2] && at.lat >= box[1] && at.lat <= box[3] &&
          finder.isPointInPath(item.path, at.lng, at.lat, 'evenodd')) { return item; }
      }
      return null;
    }

    function hear(type, item, event) {
      if (item) { (item.heard[type] || []).forEach(function (act) { act(event); }); }
    }

    function taken(event) { return event.originalEvent.probonoTaken; }

    map.on('mousemove', function (event) {
      if (map.dragging.moving()) { return; }
      const now = taken(event) ? null : find(event.latlng);
      if (now !== under) {
        hear('mouseout', under, event);
        under = now;
        map.getContainer().style.cursor = now ? 'pointer' : '';
      }
      hear('mousemove', now, event);
    });
    map.on('mouseout', function (event) {
      hear('mouseout', under, event);
      under = null;
    });
    map.on('click', function (event) { if (!taken(event)) { hear('click', find(event.latlng), event); } });
  }

  probono.findable = findable;
  probono.listen = listen;
}(window.probono = window.probono || {}));
