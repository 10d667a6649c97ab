/* What an area, a circle or a point says when a reader turns to it. Texts arrive encoded. */
(function (probono) {
  'use strict';

  // One path of feature `i`: an area, its circle, its dot.
  function feature(map, i, path, data) {
    const paths = data.paths = data.paths || [];
    paths[i] = (paths[i] || []).concat(path);
    if (hidden(map, data, i)) { cover(map, path, false); }
    path.on('mouseover mousemove', function (event) {
      take(path, event);
      if (!covered(map, event)) { point(map, data, hidden(map, data, i) ? -1 : i, event.latlng); }
    });
    path.on('mouseout', function () { point(map, data, -1); });
    path.on('click', function (event) {
      take(path, event);
      if (!covered(map, event) && !hidden(map, data, i)) { turn(map, data, i, event.latlng); }
    });
  }

  // A circle lies over an area: what it hears of is not for shapes on the canvas below.
  function take(path, event) {
    if (path.options.pane !== 'pk-areas' && event.originalEvent) { event.originalEvent.probonoTaken = true; }
  }

  // Points on a canvas are found by their place.
  function painted(map, data) {
    probono.findable(map, data);
    map.probono.dotted.push(data);
    map.on('mousemove', function (event) {
      const i = under(event);
      if (i >= 0 || map.probono.pointed.data === data) { point(map, data, i, event.latlng); }
      map.getContainer().style.cursor = i >= 0 ? 'pointer' : '';
    });
    map.on('click', function (event) {
      const i = under(event);
      if (i >= 0) { turn(map, data, i, data.dots.place(i)); }
    });
    map.on('mouseout', function () { point(map, data, -1); });
    function under(event) { return data.off ? -1 : data.dots.under(event.containerPoint); }
  }

  function covered(map, event) {
    return map.probono.dotted.some(function (data) {
      return !data.off && data.dots.under(event.containerPoint) >= 0;
    });
  }

  function hidden(map, data, i) {
    return data.subject && map.probono.visible && !map.probono.visible[i];
  }

  // A reader points at feature `i`; -1: at none. Others hear of it ("point"), wherever it came from.
  function point(map, data, i, place) {
    const state = map.probono, before = state.pointed;
    if (before.data !== data || before.i !== i) {
      state.pointed = { data: data, i: i };
      emphasise(map, before.data, before.i);
      emphasise(map, data, i);
      if (data.subject || (before.data && before.data.subject)) {
        map.fire('point', { i: data.subject ? i : -1 });
      }
    }
    if (!place || i < 0 || !probono.asks('(hover: hover)') || isTurned(map, data, i)) {
      state.tip.remove();
      return;
    }
    if (state.tip.told !== heading(data, i)) {
      state.tip.told = heading(data, i);
      state.tip.setContent(framed(data, state.tip.told));
    }
    state.tip.setLatLng(place);
    if (!map.hasLayer(state.tip)) { state.tip.addTo(map); }
  }

  function isTurned(map, data, i) {
    return map.probono.turned.data === data && map.probono.turned.i === i;
  }

  function emphasise(map, data, i) {
    const pointed = map.probono.pointed;
    if (!data || i < 0) { return; }
    const on = isTurned(map, data, i) || (pointed.data === data && pointed.i === i);
    if (data.dots) {
      data.dots.mark(i, on);
    } else {
      (data.paths[i] || []).forEach(function (path) { mark(path, on); });
    }
  }

  function mark(path, on) {
    const style = path.options;
    if (!path.probonoStyle) {
      path.probonoStyle = { color: style.color, weight: style.weight, opacity: style.opacity };
    }
    if (!style.icon) { path.setStyle(on ? { color: '#111', weight: 2.5, opacity: 1 } : path.probonoStyle); }
    if (on && (style.pane === 'pk-areas' || style.signs)) { path.bringToFront(); }
  }

  // A reader turns to feature `i`: its pop-up opens. Others hear of it ("turn").
  function turn(map, data, i, place) {
    const state = map.probono, right = state.options.rightToLeft;
    const controls = L.point(60, 16), edge = L.point(16, 16);
    const popup = L.popup({
      className: 'pk-popup',
      minWidth: 120,
      maxWidth: Math.max(160, Math.min(320, map.getSize().x - 120)),
      autoPanPaddingTopLeft: right ? edge : controls,
      autoPanPaddingBottomRight: right ? controls : edge
    });
    popup.on('add', function () {
      state.turned = { data: data, i: i };
      state.tip.remove();
      emphasise(map, data, i);
      if (data.subject) { map.fire('turn', { i: i, popup: popup }); }
    });
    popup.on('remove', function () {
      if (isTurned(map, data, i)) { state.turned = {}; }
      emphasise(map, data, i);
      if (data.subject) { map.fire('turn', { i: -1 }); }
    });
    popup.setContent(framed(data, heading(data, i) + rows(data, i))).setLatLng(place).openOn(map);
  }

  // ---- what is shown --------------------------------------------------------------------------

  // Only what `visible` says (null: everything). An area that is left out becomes plain land.
  function reveal(map, visible) {
    const state = map.probono, data = state.subject, before = state.visible;
    if (!before && !visible) { return; }
    state.visible = visible;
    if (data.dots) { data.dots.reveal(visible); }
    (data.paths || []).forEach(function (paths, i) {
      const on = !visible || Boolean(visible[i]);
      if (on !== (!before || Boolean(before[i]))) {
        paths.forEach(function (path) { cover(map, path, on); });
      }
    });
    state.labels.forEach(function (label) { label.off = label.gone || Boolean(visible && label.i >= 0 && !visible[label.i]); });
    probono.names.arrange(map);
  }

  function cover(map, path, on) {
    const style = path.options;
    if (!path.probonoFill) {
      path.probonoFill = { fill: style.fill !== false, stroke: style.stroke, fillColor: style.fillColor, fillOpacity: style.fillOpacity };
    }
    path.setStyle(on ? path.probonoFill :
      style.pane === 'pk-areas' ? { fillColor: map.probono.options.plain } : { fill: false, stroke: false });
  }

  // The feature nearest to the middle of the view: how the keyboard points at the map.
  function nearest(map) {
    const data = map.probono.subject, middle = map.getCenter(), view = map.getBounds();
    let found = -1, least = Infinity;
    for (let i = 0; i < data.fills.length; i += 1) {
      const at = hidden(map, data, i) || !(data.dots || data.paths[i]) ? null : boundsOf(data, i).getCenter();
      const far = at && view.contains(at) ? Math.pow(at.lat - middle.lat, 2) + Math.pow(at.lng - middle.lng, 2) : Infinity;
      if (far < least) {
        least = far;
        found = i;
      }
    }
    return found;
  }

  function keyboard(map) {
    const frame = map.getContainer();
    frame.addEventListener('keydown', function (event) {
      if (event.key.indexOf('Arrow') === 0 && event.target === frame) { map.probono.moved = true; }
      if (event.key === 'Escape' && map.probono.turned.data) {
        map.closePopup();
        frame.focus();
      }
      if (event.key === 'Enter' && event.target === frame) {
        const i = nearest(map);
        if (i < 0) { return; }
        event.preventDefault();
        show(map, i);
        const first = frame.querySelector('.pk-popup button, .pk-popup a');
        if (first) { first.focus(); }
      }
    });
  }

  // ---- words ----------------------------------------------------------------------------------

  function framed(data, content) {
    return '<div dir="' + data.direction + '">' + content + '</div>';
  }

  function heading(data, i) {
    const name = data.names[i] ? '<strong><bdi>' + data.names[i] + '</bdi></strong>' : '';
    const caption = data.caption ? '<span class="pk-caption">' + data.caption + '</span>' : '';
    return name + (data.values[i] ? '<span class="pk-value"><bdi>' + data.values[i] + '</bdi></span>' + caption : '');
  }

  function rows(data, i) {
    const lines = data.columns.map(function (texts, column) {
      const text = texts[i];
      return text && '<div><dt><bdi>' + data.headings[column] + '</bdi></dt><dd><bdi>' + text + '</bdi></dd></div>';
    }).join('');
    return lines && '<dl>' + lines + '</dl>';
  }

  function boundsOf(data, i) {
    if (data.dots) { return L.latLngBounds([data.dots.place(i)]); }
    const paths = data.paths[i], path = paths[paths.length - 1];
    return path.getLatLng ? L.latLngBounds([path.getLatLng()]) : path.getBounds();
  }

  // Turn to feature `i`, as a reader does who found it in the table.
  function show(map, i) { reach(map, map.probono.subject, i); }

  function reach(map, data, i) {
    const bounds = boundsOf(data, i);
    if (!bounds.isValid()) { return; }
    if (!map.getBounds().contains(bounds)) { probono.fit(map); }
    turn(map, data, i, bounds.getCenter());
  }

  probono.feature = feature;
  probono.painted = painted;
  probono.show = show;
  probono.reach = reach;
  probono.reveal = reveal;
  probono.keyboard = keyboard;
  probono.point = function (map, i) { point(map, map.probono.subject, i); };
}(window.probono = window.probono || {}));
