/* A canvas that lies on the map: painted anew when the map has moved, carried along while it moves. */
(function (probono) {
  'use strict';

  // Free space painted around the view, as a share of it, so that dragging shows no edge.
  const AROUND = 0.3;

  // `draw(canvas, view, part)` paints: what lies at (x, y) in cells belongs at pixel
  // (x * view.scale - view.x, -y * view.scale - view.y) of the canvas; of `part` (cells) alone if it is given.
  function sheet(map, pane, draw) {
    const canvas = L.DomUtil.create('canvas', 'leaflet-zoom-animated', map.getPane(pane));
    let corner = null, zoom = 0, asked = 0, part = null, seen = null;
    canvas.setAttribute('aria-hidden', 'true');
    canvas.style.pointerEvents = 'none';

    function paint() {
      const size = map.getSize(), ratio = Math.min(2, window.devicePixelRatio || 1);
      const margin = size.multiplyBy(map.probono.wide ? AROUND : 0).round(), full = size.add(margin.multiplyBy(2));
      if (!full.x || !full.y || !map.probono.viewed) { return; }
      corner = map.containerPointToLayerPoint(margin.multiplyBy(-1)).round();
      zoom = map.getZoom();
      canvas.width = full.x * ratio;
      canvas.height = full.y * ratio;
      canvas.style.width = full.x + 'px';
      canvas.style.height = full.y + 'px';
      L.DomUtil.setTransform(canvas, corner, 1);
      const origin = map.getPixelOrigin().add(corner).multiplyBy(ratio);
      seen = { scale: map.getZoomScale(zoom, 0) * ratio, x: origin.x, y: origin.y, ratio: ratio };
      part = null;
      draw(canvas, seen, null);
      canvas.setAttribute('data-painted', Number(canvas.getAttribute('data-painted')) + 1);
    }

    function later() {
      if (!asked) {
        asked = window.requestAnimationFrame(function () {
          asked = 0;
          if (part && seen) { draw(canvas, seen, part); } else { paint(); }
          part = null;
        });
      }
    }

    function soon() {
      part = null;
      later();
    }

    map.on('moveend resize zoom', soon);
    map.on('move', function () {
      if (!corner) { return; }
      const off = map.containerPointToLayerPoint([0, 0]).subtract(corner), size = map.getSize();
      if (off.x < 0 || off.y < 0 || off.x > 2 * AROUND * size.x || off.y > 2 * AROUND * size.y) { soon(); }
    });
    map.on('zoomanim', function (event) {
      if (!corner) { return; }
      const at = map.layerPointToLatLng(corner);
      L.DomUtil.setTransform(canvas, map._latLngToNewLayerPoint(at, event.zoom, event.center),
        map.getZoomScale(event.zoom, zoom));
    });

    return {
      paint: paint,
      // Something has changed between these cells.
      patch: function (box) {
        if (asked && !part) { return; }
        part = part ? [Math.min(part[0], box[0]), Math.min(part[1], box[1]), Math.max(part[2], box[2]), Math.max(part[3], box[3])] : box;
        later();
      }
    };
  }

  probono.sheet = sheet;
}(window.probono = window.probono || {}));
