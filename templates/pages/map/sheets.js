/* Canvases on a map of Leaflet: painted anew when it has moved, carried along while it moves. */
(function (probono) {
  'use strict';

  // What `frameOf` tells, once the map has a view.
  function seen(map) {
    const size = map.getSize(), corner = map.getPixelOrigin().add(map.containerPointToLayerPoint([0, 0]));
    return { wide: size.x, high: size.y, scale: map.getZoomScale(map.getZoom(), 0), x: corner.x, y: corner.y };
  }

  // Was the canvas painted for what is in view now?
  function fits(sheet, frame) {
    const then = sheet.at && sheet.at.frame;
    return Boolean(then && frame) && then.wide === frame.wide && then.high === frame.high &&
      Math.abs(then.scale / frame.scale - 1) < 1e-9 && Math.abs(then.x - frame.x) < 1.5 && Math.abs(then.y - frame.y) < 1.5;
  }

  // A canvas goes into its pane as it is, whether it was painted before the map or not.
  function settle(map, sheet) {
    const canvas = sheet.canvas;
    let corner = null, zoom = 0, asked = 0, part = null;
    map.getPane(sheet.pane).appendChild(canvas);
    sheet.place = function () {
      corner = L.point(sheet.at.x, sheet.at.y).subtract(map.getPixelOrigin()).round();
      zoom = map.getZoom();
      part = null;
      L.DomUtil.setTransform(canvas, corner, 1);
    };

    function later() {
      if (!asked) {
        asked = window.requestAnimationFrame(function () {
          asked = 0;
          if (part && sheet.view) { sheet.draw(canvas, sheet.view, part); } else { sheet.paint(); }
          part = null;
        });
      }
    }

    function soon() {
      part = null;
      later();
    }

    map.on('moveend resize zoom', function () {
      // The first view is the one that was painted before.
      if (map.probono.loading && fits(sheet, seen(map))) { sheet.place(); } else { soon(); }
    });
    map.on('move', function () {
      if (!corner) { return; }
      const off = map.containerPointToLayerPoint([0, 0]).subtract(corner), size = map.getSize(), most = 2 * probono.AROUND;
      if (off.x < 0 || off.y < 0 || off.x > most * size.x || off.y > most * size.y) { soon(); }
    });
    map.on('zoomanim', function (event) {
      if (!corner) { return; }
      const at = map.layerPointToLatLng(corner);
      L.DomUtil.setTransform(canvas, map._latLngToNewLayerPoint(at, event.zoom, event.center),
        map.getZoomScale(event.zoom, zoom));
    });

    // Something has changed between these cells.
    sheet.patch = function (box) {
      if (asked && !part) { return; }
      part = part ? [Math.min(part[0], box[0]), Math.min(part[1], box[1]), Math.max(part[2], box[2]), Math.max(part[3], box[3])] : box;
      later();
    };
  }

  probono.seen = seen;
  probono.settle = settle;
}(window.probono = window.probono || {}));
