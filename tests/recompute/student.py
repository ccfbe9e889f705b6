"""Student's t, Fisher's F, the normal quantile and least squares, from their textbook definitions."""

from math import erf, exp, lgamma, log, sqrt


def _incomplete_beta(a, b, x):
    """Regularised incomplete beta function by its continued fraction (Lentz)."""
    if x <= 0.0:
        return 0.0
    if x >= 1.0:
        return 1.0
    if x > (a + 1.0) / (a + b + 2.0):
        return 1.0 - _incomplete_beta(b, a, 1.0 - x)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(1.0 - x)) / a
    tiny = 1e-300
    c, d = 1.0, 1.0 / max(tiny, 1.0 - (a + b) * x / (a + 1.0))
    value = d
    for m in range(1, 500):
        for numerator in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1.0 / (1.0 + numerator * d or tiny)
            c = 1.0 + numerator / c or tiny
            value *= c * d
        if abs(c * d - 1.0) < 1e-16:
            break
    return front * value


def t_cdf(t, degrees):
    """Probability that Student's t is at most t, for t >= 0."""
    x = degrees / (degrees + t * t)
    return 1.0 - 0.5 * _incomplete_beta(degrees / 2.0, 0.5, x)


_quantiles = {}


def t_975(degrees):
    """The 0.975 quantile of Student's t, by bisection of the distribution function."""
    if degrees not in _quantiles:
        low, high = 0.0, 20.0
        for _ in range(200):
            middle = (low + high) / 2.0
            if t_cdf(middle, degrees) < 0.975:
                low = middle
            else:
                high = middle
        _quantiles[degrees] = (low + high) / 2.0
    return _quantiles[degrees]


def f_survival(f, numerator, denominator):
    """Probability that Fisher's F with these degrees of freedom is above f."""
    return _incomplete_beta(denominator / 2.0, numerator / 2.0, denominator / (denominator + numerator * f))


def _normal_975():
    low, high = 0.0, 10.0
    for _ in range(200):
        middle = (low + high) / 2.0
        low, high = (middle, high) if 0.5 * (1.0 + erf(middle / sqrt(2.0))) < 0.975 else (low, middle)
    return (low + high) / 2.0


# The 0.975 quantile of the normal distribution.
Z_975 = _normal_975()


def nil(squares, ys):
    """Whether a sum of squared residuals is what rounding leaves of an exact line."""
    return squares <= 1e-24 * sum(y * y for y in ys)


class Fit:
    """Ordinary least squares of y on x: normal equations about the mean of x."""

    def __init__(self, xs, ys):
        n = len(xs)
        self.n, self.degrees = n, n - 2
        self.x_mean, self.y_mean = sum(xs) / n, sum(ys) / n
        self.sxx = sum((x - self.x_mean) ** 2 for x in xs)
        self.slope = sum((x - self.x_mean) * y for x, y in zip(xs, ys)) / self.sxx
        self.intercept = self.y_mean - self.slope * self.x_mean
        self.residuals = [y - self.at(x) for x, y in zip(xs, ys)]
        self.sse = sum(e * e for e in self.residuals)
        self.sst = sum((y - self.y_mean) ** 2 for y in ys)
        self.s = sqrt(self.sse / self.degrees) if self.degrees else 0.0

    def at(self, x):
        return self.y_mean + self.slope * (x - self.x_mean)

    def spread(self, x):
        """1 + 1/n + (x - mean)^2 / Sxx."""
        return 1.0 + 1.0 / self.n + (x - self.x_mean) ** 2 / self.sxx

    def half_width(self, x):
        """Half of the 95 % prediction interval."""
        return t_975(self.degrees) * self.s * sqrt(self.spread(x))

    def slope_error(self):
        return self.s / sqrt(self.sxx)
