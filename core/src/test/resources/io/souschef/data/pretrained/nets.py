"""Makes the .pt files here: nets that turn pictures into features, and some that don't.

python nets.py; torch 2.10 or any other.
"""
import torch
from torch import nn


class Tiny(nn.Module):
    """What no patch and no neighbour sees: whether two far corners are both bright or both dark, and how unlike its mirror image a picture is."""

    def forward(self, x):
        pair = (x[:, :, 0, 0] - 0.5) * (x[:, :, -1, -1] - 0.5)
        mirrored = (x - x.flip(3)).abs().mean((2, 3))
        return torch.cat([pair, mirrored], 1)


class Maps(nn.Module):
    """[N, 2, H, W]: the picture, and its square."""

    def forward(self, x):
        return torch.cat([x, x * x], 1)


class Dropping(nn.Module):
    """Dropout in training alone."""

    def __init__(self):
        super().__init__()
        self.dropout = nn.Dropout(0.5)

    def forward(self, x):
        return self.dropout(x.flatten(1))


class Contrast(nn.Module):
    """Divides by the deviation of one picture."""

    def forward(self, x):
        flat = x.flatten(1)
        return (flat - flat.mean(1, keepdim=True)) / flat.std(1, keepdim=True)


class Random(nn.Module):
    def forward(self, x):
        return torch.rand_like(x)


class Two(nn.Module):
    def forward(self, x):
        return x.flatten(1), x.flatten(1)


class Mean(nn.Module):
    """One number for the whole batch."""

    def forward(self, x):
        return x.mean((0, 2, 3))


class Wide(nn.Module):
    def forward(self, x):
        return x.flatten(1).repeat(1, 100)


torch.manual_seed(1337)
for name, net in {
    "tiny": Tiny(),
    "maps": Maps(),
    "dropping": Dropping().train(),
    "contrast": Contrast(),
    "random": Random(),
    "two": Two(),
    "mean": Mean(),
    "wide": Wide(),
    "colour": nn.Conv2d(3, 2, 3),
    "five-channels": nn.Conv2d(5, 2, 3),
    "large": nn.Conv2d(1, 2, 30),
}.items():
    torch.jit.script(net).save(name + ".pt")
torch.save(nn.Linear(2, 2).state_dict(), "state-dict.pt")
