/* What an area, a circle or a point says when a reader turns to it. Texts arrive encoded. */
(function (probono) {
  'use strict';

  function feature(map, i, item, data) {
    const right = map.probono.options.rightToLeft;
    const controls = L.point(60, 16), edge = L.point(16, 16);
    if (probono.asks('(hover: hover)')) {
      item.bindTooltip(framed(data, heading(data, i)), { sticky: true, className: 'pk-tip', opacity: 1 });
    }
    item.bindPopup(framed(data, heading(data, i) + rows(data, i)), {
      className: 'pk-popup',
      minWidth: 120,
      maxWidth: Math.max(160, Math.min(320, map.getSize().x - 120)),
      autoPanPaddingTopLeft: right ? edge : controls,
      autoPanPaddingBottomRight: right ? controls : edge
    });
    item.on('mouseover popupopen', function () { mark(item, true); });
    item.on('mouseout popupclose', function () { mark(item, item.isPopupOpen()); });
    item.on('popupopen', function () { item.closeTooltip(); });
    map.probono.shown[i] = item;
  }

  function mark(item, on) {
    const style = item.options;
    if (!item.probonoStyle) {
      item.probonoStyle = { color: style.color, weight: style.weight, opacity: style.opacity };
    }
    item.setStyle(on ? { color: '#111', weight: 2.5, opacity: 1 } : item.probonoStyle);
    if (on && style.pane === 'pk-areas') { item.bringToFront(); }
  }

  function framed(data, content) {
    return '<div dir="' + data.direction + '">' + content + '</div>';
  }

  function heading(data, i) {
    const name = data.names[i] ? '<strong><bdi>' + data.names[i] + '</bdi></strong>' : '';
    const caption = data.caption ? '<span class="pk-caption">' + data.caption + '</span>' : '';
    return name + (data.values[i] ? '<span class="pk-value"><bdi>' + data.values[i] + '</bdi></span>' + caption : '');
  }

  function rows(data, i) {
    const lines = data.rows[i].map(function (text, column) {
      return text && '<div><dt><bdi>' + data.headings[column] + '</bdi></dt><dd><bdi>' + text + '</bdi></dd></div>';
    }).join('');
    return lines && '<dl>' + lines + '</dl>';
  }

  // Turn to feature `i`, as a reader does who found it in the table.
  function show(map, i) {
    const item = map.probono.shown[i];
    const bounds = item.getBounds ? item.getBounds() : L.latLngBounds([item.getLatLng()]);
    if (!bounds.isValid()) { return; }
    if (!map.getBounds().contains(bounds)) { probono.fit(map); }
    item.openPopup(bounds.getCenter());
  }

  probono.feature = feature;
  probono.show = show;
}(window.probono = window.probono || {}));
