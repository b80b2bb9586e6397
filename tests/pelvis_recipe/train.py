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
from tests.pelvis_recipe.crops import MARGIN
from tests.pelvis_recipe.reading import (
    FLAT,
    LEAST_LOG,
    MOST_LOG,
    PIXELS,
    UNIT,
    Picture,
    both_ways,
)

CHANNELS = (3, 16, 32, 48, 64)
BATCH, RATE, DECAY = 64, 2e-3, 1e-3
WARM_UP = 0.1
"""Share of the steps before the spread is learnt too."""

TURN, SCALE, SHIFT = 10.0, 0.2, 0.085
"""Degrees, share and half widths by which crops are turned, scaled and moved in training: the
found hips are not the true ones, and no phone stands quite level."""


def network() -> Any:
    """Return an untrained network: [N, 3, PIXELS, PIXELS] to tilt in `UNIT` and log variance."""
    layers: list[Any] = []
    for before, after in pairwise(CHANNELS):
        layers += [nn.Conv2d(before, after, 3, 2, 1), nn.BatchNorm2d(after), nn.ReLU()]
        if after >= 32:
            layers += [nn.Conv2d(after, after, 3, 1, 1), nn.BatchNorm2d(after), nn.ReLU()]
    flat = CHANNELS[-1] * (PIXELS // 16) ** 2
    head = [nn.Flatten(), nn.Dropout(0.2), nn.Linear(flat, 64), nn.ReLU(), nn.Linear(64, 2)]
    return nn.Sequential(*layers, *head)


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


def varied(x: Any, tilt: Any) -> tuple[Any, Any]:
    """Return stored crops turned, mirrored, moved, scaled, lit, blurred and covered at random."""
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
    one = (count, 1, 1, 1)
    x = torch.where(torch.rand(one) < 0.25, x.mean(1, keepdim=True), x)
    x = torch.where(torch.rand(one) < 0.3, x[:, torch.randperm(3)], x)
    x = x * (0.55 + 0.9 * torch.rand(one)) * (0.8 + 0.4 * torch.rand(count, 3, 1, 1))
    x = (x + (torch.rand(one) - 0.5) * 0.2).clamp(1e-3, 1)
    x = x ** torch.exp((torch.rand(one) - 0.5) * 0.8)
    if torch.rand(1).item() < 0.35:
        small = functional.interpolate(
            x, size=int(torch.randint(20, 44, (1,))), mode="bilinear", antialias=True
        )
        x = functional.interpolate(small, size=PIXELS, mode="bilinear")
    for i in torch.nonzero(torch.rand(count) < 0.3)[:, 0].tolist():  # something in front
        wide, high = (torch.rand(2) * 0.35 * PIXELS + 4).int().tolist()
        left, top = (torch.rand(2) * PIXELS).int().tolist()
        x[i, :, top : top + high, left : left + wide] = torch.rand(3, 1, 1)
    x = x + torch.randn_like(x) * 0.04 * torch.rand(one)
    return x.clamp(0, 1), mirror * (tilt + turn)


def split_outputs(out: Any) -> tuple[Any, Any]:
    """Return tilts in degrees and the logarithms of their variances."""
    return out[:, 0] * UNIT, out[:, 1].clamp(LEAST_LOG, MOST_LOG)


def fit(
    net: Any, crops: Picture, tilts: Array, steps: int, tell: Callable[[int, float], None]
) -> None:
    """Train a network in place; the same seed gives the same network on one machine.

    Args:
        crops: [N, STORED, STORED, 3].
        tilts: [N] degrees, positive: the hip on the picture's right is higher.
        tell: called with the step and its loss.
    """
    torch.manual_seed(0)
    x = torch.from_numpy(crops).permute(0, 3, 1, 2).contiguous()
    y = torch.from_numpy(tilts.astype(np.float32))
    optimiser = torch.optim.AdamW(net.parameters(), RATE, weight_decay=DECAY)
    net.train()
    for step in range(steps):
        for group in optimiser.param_groups:
            group["lr"] = RATE * (0.01 + 0.495 * (1 + math.cos(math.pi * step / steps)))
        some = torch.randint(len(x), (BATCH,))
        pictures, truth = varied(x[some].float() / 255, y[some])
        tilt, log_variance = split_outputs(net(normal(pictures)))
        if step < WARM_UP * steps:
            loss = functional.smooth_l1_loss(tilt, truth) + 0.1 * log_variance.pow(2).mean()
        else:
            loss = (0.5 * ((tilt - truth) ** 2 / log_variance.exp() + log_variance)).mean()
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 5)
        optimiser.step()
        tell(step, loss.item())


def read(net: Any, crops: Picture) -> Array:
    """Return the tilt and its spread in each crop, degrees [N, 2]."""
    net.eval()
    out = []
    with torch.no_grad():
        for i in range(0, len(crops), 256):
            x = normal(centre(crops[i : i + 256]))
            straight, mirrored = (net(v).double().numpy() for v in (x, x.flip(3)))
            out.append(both_ways(straight, mirrored))
    return np.concatenate(out)


def export(net: Any, path: Path) -> None:
    """Write the network as ONNX, which OpenCV's DNN module runs."""
    net.eval()
    torch.onnx.export(
        net,
        (torch.zeros(1, 3, PIXELS, PIXELS),),
        str(path),
        input_names=["crop"],
        output_names=["tilt"],
        dynamo=False,
    )
