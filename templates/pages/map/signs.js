/* Points with shapes and icons, as elements. */
(function (probono) {
  'use strict';

  // A circle of Leaflet that looks like another outline.
  const Sign = L.CircleMarker.extend({
    _updatePath: function () {
      const own = this.options, at = this._point, half = own.signs.half;
      const unit = own.icon ? own.signs.icon * this._radius / half : this._radius / half;
      let across = false;
      this._renderer._setPath(this, own.outline.replace(/-?\d+/g, function (number) {
        across = !across;
        return ' ' + ((across ? at.x : at.y) + (number - half) * unit).toFixed(1);
      }));
    }
  });

  // The sign of point `i`: a badge, and the icon in it if it has one. `styled` says where it is drawn.
  function sign(map, at, i, data, styled) {
    const drawn = data.signs.of[data.fills[i]], both = [];
    function add(options) {
      const style = L.extend({}, data.style, {
        fillRule: 'nonzero', signs: data.signs, radius: drawn[3] || data.style.radius
      }, options);
      both.push(new Sign(at, styled(style)).addTo(map));
    }
    add({ outline: drawn[0], fillColor: data.palette[data.fills[i]], fillOpacity: 1, color: drawn[2] });
    if (drawn[1]) {
      add({ outline: drawn[1], fillColor: data.inks[data.fills[i]], fillOpacity: 1, stroke: false, icon: true, interactive: false });
    }
    return both;
  }

  probono.sign = sign;
}(window.probono = window.probono || {}));
