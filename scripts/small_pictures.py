"""Pictures on white, their exact averages, and the atlas of a report's page."""

import io

ATLAS_SIDE = 32
ATLAS_COLUMNS = 50


def on_white(png):
    """The picture over a white square and what it covers of it, as whole numbers, and the number that stands for 1."""
    import numpy
    from PIL import Image

    picture = numpy.asarray(Image.open(io.BytesIO(png)).convert("RGBA"), dtype=numpy.float64)
    height, width, _ = picture.shape
    alpha = picture[:, :, 3:]
    side = max(height, width)
    square, cover = numpy.full((side, side, 3), 255.0 * 255.0), numpy.zeros((side, side, 1))
    top, left = (side - height) // 2, (side - width) // 2
    square[top : top + height, left : left + width] = picture[:, :, :3] * alpha + 255.0 * (255.0 - alpha)
    cover[top : top + height, left : left + width] = 255.0 * alpha
    return square, cover, 255.0 * 255.0


def average(color, scale, side):
    """Area average of a square to side x side and as many channels in 0...1.

    Weights and colors are whole numbers and their sums stay below 2^53: exact, so no library changes a bit.
    """
    import numpy

    length = color.shape[0]
    starts = numpy.arange(length) * side
    edges = numpy.arange(side)[:, None] * length
    overlap = numpy.minimum(starts + side, edges + length) - numpy.maximum(starts, edges)
    weights = numpy.maximum(overlap, 0).astype(numpy.float64)
    sums = numpy.stack([weights @ color[:, :, channel] @ weights.T for channel in range(color.shape[2])], axis=2)
    return sums / (length * length * scale)


def transparent(color, cover):
    """Red, green, blue and opacity of a picture that over white has this color."""
    import numpy

    own = numpy.divide(color - (1 - cover), cover, out=numpy.ones_like(color), where=cover > 0)
    return numpy.concatenate([own.clip(0, 1), cover], axis=2)


def thumbnail(png):
    """A picture for the atlas, on nothing."""
    color, cover, scale = on_white(png)
    return transparent(average(color, scale, ATLAS_SIDE), average(cover, scale, ATLAS_SIDE))


def encode_atlas(thumbnails, colors=None):
    """The pictures as one PNG; with so many colors where that is enough: the whole atlas travels in the page."""
    import numpy
    from PIL import Image

    lines = -(-len(thumbnails) // ATLAS_COLUMNS)
    atlas = numpy.full((lines * ATLAS_SIDE, ATLAS_COLUMNS * ATLAS_SIDE, 4), 0, dtype=numpy.uint8)
    for index, thumbnail in enumerate(thumbnails):
        top, left = index // ATLAS_COLUMNS * ATLAS_SIDE, index % ATLAS_COLUMNS * ATLAS_SIDE
        atlas[top : top + ATLAS_SIDE, left : left + ATLAS_SIDE] = numpy.rint(thumbnail * 255)
    stream = io.BytesIO()
    image = Image.fromarray(atlas, "RGBA")
    if colors:
        image = image.quantize(colors, Image.Quantize.FASTOCTREE)
    image.save(stream, "PNG", optimize=True)
    return stream.getvalue()
