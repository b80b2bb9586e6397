"""Train the network on rendered crops. Needs torch, which the product does not."""

import math
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from formcheck.analysis.pose import Array
from tests.pelvis_recipe.crops import MARGIN, Crops
from tests.pelvis_recipe.reading import (
    FLAT,
    LEAST_LOG,
    MOST_LOG,
    PIXELS,
    UNIT,
    Picture,
    both_ways,
    mirrored_points,
)

CHANNELS = (3, 16, 32, 48, 64)
BATCH, RATE, DECAY = 64, 2e-3, 1e-3

WEIGHTED = 0.5
"""Power of the predicted variance by which a sample's loss is weighted (beta-NLL, Seitzer 2022):
without it the network calls whatever is hard unknown and stops learning it."""

TURN, SCALE, SHIFT, POINTS = 5.0, 0.12, 0.07, 0.03
"""Degrees, share and half widths by which crops are turned, scaled and moved in training, and
sides of the crop by which points are: what is found is not the truth, and no phone stands quite
level. Turned by more, the shoulders' line would tell of the pelvis."""


class Network(nn.Module):  # type: ignore[misc]  # torch is not among formcheck's dependencies
    """A crop [N, 3, PIXELS, PIXELS] and its points [N, 8] to tilt in `UNIT` and log variance."""

    def __init__(self) -> None:
        super().__init__()
        self.seen, self.told = nn.Sequential(*_layers()), nn.Linear(8, 16)
        flat = CHANNELS[-1] * (PIXELS // 16) ** 2
        self.head = nn.Sequential(
            nn.Dropout(0.2), nn.Linear(flat + 16, 64), nn.ReLU(), nn.Linear(64, 2)
        )

    def forward(self, crop: Any, points: Any) -> Any:
        """Return [N, 2]."""
        told = functional.relu(self.told(points))
        return self.head(torch.cat([self.seen(crop).flatten(1), told], 1))


def _layers() -> list[Any]:
    layers: list[Any] = []
    for before, after in pairwise(CHANNELS):
        layers += [nn.Conv2d(before, after, 3, 2, 1), nn.BatchNorm2d(after), nn.ReLU()]
        if after >= 32:
            layers += [nn.Conv2d(after, after, 3, 1, 1), nn.BatchNorm2d(after), nn.ReLU()]
    return layers


def normal(x: Any) -> Any:
    """Return pictures [N, 3, ...] freed of their brightness, colour cast and contrast."""
    spread = x.flatten(1).std(1)[:, None, None, None]
    return (x - x.mean((2, 3), keepdim=True)) / (spread + FLAT)


def centre(crops: Picture) -> Any:
    """Return what the network sees of stored crops [N, STORED, STORED, 3]."""
    x = torch.from_numpy(crops).permute(0, 3, 1, 2).float() / 255
    places = torch.eye(2, 3)[None].repeat(len(x), 1, 1) / MARGIN
    grid = functional.affine_grid(places, [len(x), 3, PIXELS, PIXELS], align_corners=False)
    return functional.grid_sample(x, grid, align_corners=False)


def varied(x: Any, points: Any, tilt: Any, stacked: bool = False) -> tuple[Any, Any, Any]:
    """Return crops and points turned, mirrored, moved, scaled, lit, blurred and covered."""
    count = len(x)
    turn = (torch.rand(count) * 2 - 1) * TURN * (torch.rand(count) > 0.3)
    angle = turn * math.pi / 180
    scale = (1 + (torch.rand(count) * 2 - 1) * SCALE) / MARGIN
    move = torch.randn(count, 2) * SHIFT
    mirror = torch.where(torch.rand(count) < 0.5, -1.0, 1.0)
    rows = (
        (mirror * scale * angle.cos(), -scale * angle.sin(), move[:, 0]),
        (mirror * scale * angle.sin(), scale * angle.cos(), move[:, 1]),
    )
    places = torch.stack([torch.stack(row, 1) for row in rows], 1)
    grid = functional.affine_grid(places, [count, 3, PIXELS, PIXELS], align_corners=False)
    x = functional.grid_sample(x, grid, padding_mode="border", align_corners=False)
    back = torch.linalg.inv(places[:, :, :2] * MARGIN)
    from_middle = points.view(count, 2, 2, 2) - (move * MARGIN / 2)[:, None, None]
    points = from_middle @ back.transpose(1, 2)[:, None]
    if not stacked:
        points = torch.where(mirror[:, None, None, None] < 0, points.flip(1), points)
    points = points.flatten(1)
    points = points + torch.randn_like(points) * POINTS
    return lit(x), points, tilt if stacked else mirror * (tilt + turn)


def lit(x: Any) -> Any:
    """Return crops in other light and colours, some of them blurred, covered or grainy."""
    count = len(x)
    one = (count, 1, 1, 1)
    x = torch.where(torch.rand(one) < 0.15, x.mean(1, keepdim=True), x)
    x = torch.where(torch.rand(one) < 0.2, x[:, torch.randperm(3)], x)
    x = x * (0.6 + 0.8 * torch.rand(one)) * (0.85 + 0.3 * torch.rand(count, 3, 1, 1))
    x = (x + (torch.rand(one) - 0.5) * 0.15).clamp(1e-3, 1)
    x = x ** torch.exp((torch.rand(one) - 0.5) * 0.6)
    if torch.rand(1).item() < 0.2:
        small = functional.interpolate(
            x, size=int(torch.randint(24, 44, (1,))), mode="bilinear", antialias=True
        )
        x = functional.interpolate(small, size=PIXELS, mode="bilinear")
    for i in torch.nonzero(torch.rand(count) < 0.1)[:, 0].tolist():  # something in front
        wide, high = (torch.rand(2) * 0.3 * PIXELS + 4).int().tolist()
        left, top = (torch.rand(2) * PIXELS).int().tolist()
        x[i, :, top : top + high, left : left + wide] = torch.rand(3, 1, 1)
    return (x + torch.randn_like(x) * 0.04 * torch.rand(one)).clamp(0, 1)


def split_outputs(out: Any) -> tuple[Any, Any]:
    """Return tilts in degrees and the logarithms of their variances."""
    return out[:, 0] * UNIT, out[:, 1].clamp(LEAST_LOG, MOST_LOG)


def fit(net: Any, data: Crops, steps: int, tell: Callable[[int, float], None]) -> None:
    """Train a network in place; the same seed gives the same network on one machine.

    Args:
        data: tilts positive where the hip on the picture's right is higher.
        tell: called with the step and its mean square error.
    """
    torch.manual_seed(0)
    x = torch.from_numpy(data.crops).permute(0, 3, 1, 2).contiguous()
    points, y = (torch.from_numpy(v.astype(np.float32)) for v in (data.points, data.tilts))
    optimiser = torch.optim.AdamW(net.parameters(), RATE, weight_decay=DECAY)
    net.train()
    for step in range(steps):
        for group in optimiser.param_groups:
            group["lr"] = RATE * (0.01 + 0.495 * (1 + math.cos(math.pi * step / steps)))
        some = torch.randint(len(x), (BATCH,))
        pictures, told, truth = varied(x[some].float() / 255, points[some], y[some], data.stacked)
        tilt, log_variance = split_outputs(net(normal(pictures), told))
        off = (tilt - truth) ** 2
        loss = 0.5 * (off / log_variance.exp() + log_variance)
        loss = (loss * log_variance.detach().exp() ** WEIGHTED).mean() / UNIT
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 5)
        optimiser.step()
        tell(step, off.mean().item())


def read(net: Any, data: Crops) -> Array:
    """Return the angle and its spread in each stored crop, degrees [N, 2]."""
    net.eval()
    out = []
    with torch.no_grad():
        for i in range(0, len(data.crops), 256):
            x = normal(centre(data.crops[i : i + 256]))
            told = data.points[i : i + 256]
            both = ((x, told), (x.flip(3), mirrored_points(told, data.stacked)))
            straight, mirrored = (
                net(v, torch.from_numpy(p).float()).double().numpy() for v, p in both
            )
            out.append(both_ways(straight, mirrored, data.stacked))
    return np.concatenate(out)


def export(net: Any, path: Path) -> None:
    """Write the network as ONNX, which OpenCV's DNN module runs."""
    net.eval()
    torch.onnx.export(
        net,
        (torch.zeros(1, 3, PIXELS, PIXELS), torch.zeros(1, 8)),
        str(path),
        input_names=["crop", "points"],
        output_names=["tilt"],
        dynamo=False,
    )
