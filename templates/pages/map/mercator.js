/* Where cells of the map lie in Web Mercator, the projection of online backgrounds. */
(function (probono) {
  'use strict';

  // The ellipsoid WGS 84. Formulas and their names are those of Snyder (1987), "Map Projections: A
  // Working Manual"; of Equal Earth those of its authors (2019).
  const A = 6378137, E2 = 0.0066943799901413165, E = Math.sqrt(E2), QP = q(1), RAD = Math.PI / 180;

  function q(sine) {
    const es = E * sine;
    return (1 - E2) * (sine / (1 - es * es) - Math.log((1 - es) / (1 + es)) / (2 * E));
  }

  function m(phi) { return Math.cos(phi) / Math.sqrt(1 - E2 * Math.sin(phi) * Math.sin(phi)); }

  // Each gives the way from metres to longitude (from the central one) and authalic latitude.
  const INVERSE = {
    laea: function (given) {
      const phi = given.lat_0 * RAD, beta = Math.asin(q(Math.sin(phi)) / QP), radius = A * Math.sqrt(QP / 2);
      const sine = Math.sin(beta), cosine = Math.cos(beta), D = A * m(phi) / (radius * cosine);
      return function (x, y) {
        const rho = Math.sqrt(x * x / (D * D) + D * D * y * y) || 1e-9, c = 2 * Math.asin(rho / (2 * radius));
        const far = Math.sin(c), near = Math.cos(c);
        return [Math.atan2(x * far, D * rho * cosine * near - D * D * y * sine * far),
          Math.asin(near * sine + D * y * far * cosine / rho)];
      };
    },
    aea: function (given) {
      const one = given.lat_1 * RAD, two = given.lat_2 * RAD, q1 = q(Math.sin(one)), q2 = q(Math.sin(two));
      const n = Math.abs(q2 - q1) < 1e-12 ? Math.sin(one) : (m(one) * m(one) - m(two) * m(two)) / (q2 - q1);
      const C = m(one) * m(one) + n * q1, origin = A * Math.sqrt(C - n * q(Math.sin(given.lat_0 * RAD))) / n;
      const sign = n < 0 ? -1 : 1;
      return function (x, y) {
        const up = origin - y, share = n * Math.sqrt(x * x + up * up) / A;
        return [Math.atan2(sign * x, sign * up) / n, Math.asin((C - share * share) / (n * QP))];
      };
    },
    cea: function (given) {
      const k = m((given.lat_ts || 0) * RAD);
      return function (x, y) { return [x / (A * k), Math.asin(2 * y * k / (A * QP))]; };
    },
    eqearth: function () {
      const A1 = 1.340264, A2 = -0.081106, A3 = 0.000893, A4 = 0.003796, M = Math.sqrt(3) / 2, radius = A * Math.sqrt(QP / 2);
      return function (x, y) {
        let theta = y / radius;
        for (let i = 0; i < 12; i += 1) {
          const two = theta * theta, six = two * two * two;
          theta -= (theta * (A1 + A2 * two + six * (A3 + A4 * two)) - y / radius) / (A1 + 3 * A2 * two + six * (7 * A3 + 9 * A4 * two));
        }
        const two = theta * theta, six = two * two * two;
        return [M * x * (A1 + 3 * A2 * two + six * (7 * A3 + 9 * A4 * two)) / (radius * Math.cos(theta)), Math.asin(Math.sin(theta) / M)];
      };
    }
  };

  const S2 = E2 / 3 + 31 * E2 * E2 / 180 + 517 * E2 * E2 * E2 / 5040;
  const S4 = 23 * E2 * E2 / 360 + 251 * E2 * E2 * E2 / 3780, S6 = 761 * E2 * E2 * E2 / 45360;

  // From cells to the square of Web Mercator, 0 to 1 from the west and from the north; beyond the
  // date line it goes on. Numbers that are none stand for what is outside of the world.
  function mercatorOf(data) {
    const inverse = INVERSE[data.projection.kind](data.projection), middle = (data.projection.lon_0 || 0) / 360 + 0.5;
    return function (x, y) {
      const at = inverse(data.west + x * data.cell, data.south + y * data.cell), beta = at[1];
      const phi = beta + S2 * Math.sin(2 * beta) + S4 * Math.sin(4 * beta) + S6 * Math.sin(6 * beta);
      return [
        Math.abs(at[0]) > Math.PI ? NaN : middle + at[0] / (2 * Math.PI),
        0.5 - Math.log(Math.tan(Math.PI / 4 + phi / 2)) / (2 * Math.PI)
      ];
    };
  }

  probono.mercatorOf = mercatorOf;
}(window.probono = window.probono || {}));
