"""Makes ../../../../resources/io/souschef/train/training.json: losses, optimisers and schedules as PyTorch computes them.

    python training_numbers.py

Inputs and weights are whole-number arithmetic on the index; TrainingNumbersTest.java makes the same ones.
"""

import json
import pathlib

import torch
from torch import nn
from torch.nn import functional as F

OUT = pathlib.Path(__file__).parents[4] / "resources/io/souschef/train/training.json"


def number(key, *shape):
    """Between -1 and 1, from the index alone."""
    i = torch.arange(int(torch.tensor(shape).prod()), dtype=torch.int64)
    return (((31 * i * i + 17 * i + 101 * key) % 1009) / 1009.0 * 2 - 1).double().reshape(shape).float()


def flat(tensor):
    return [float(f"{v:.7g}") for v in tensor.detach().flatten().tolist()]


def losses():
    logits, classes = 3 * number(1, 4, 3), torch.tensor([2, 0, 1, 2])
    some = torch.tensor([2, -100, 1, -100])
    weights = torch.tensor([0.2, 1.0, 3.0])
    shares = (number(2, 4, 3) + 1) / 2
    target = 2 * number(3, 4, 3)
    all_of = {
        "cross-entropy": lambda x: F.cross_entropy(x, classes),
        "cross-entropy smoothed": lambda x: F.cross_entropy(x, classes, label_smoothing=0.1),
        "cross-entropy weighted": lambda x: F.cross_entropy(x, classes, weights),
        "cross-entropy each": lambda x: F.cross_entropy(x, classes, reduction="none"),
        "cross-entropy ignoring": lambda x: F.cross_entropy(x, some),
        "binary cross-entropy": lambda x: F.binary_cross_entropy_with_logits(x, shares),
        "binary cross-entropy each": lambda x: F.binary_cross_entropy_with_logits(x, shares, reduction="none"),
        "mse": lambda x: F.mse_loss(x, target),
        "mse each": lambda x: F.mse_loss(x, target, reduction="none"),
        "huber 1": lambda x: F.huber_loss(x, target),
        "huber 0.5": lambda x: F.huber_loss(x, target, delta=0.5),
        "huber 0.5 each": lambda x: F.huber_loss(x, target, delta=0.5, reduction="none"),
    }
    made = {}
    for name, loss in all_of.items():
        x = logits.clone().requires_grad_(True)
        value = loss(x)
        value.sum().backward()
        made[name] = {"value": flat(value), "gradient": flat(x.grad)}
    return made


def optimisers():
    """Weights of a linear layer after 6 steps on a mean squared error. Decay pulls on the weight alone, as ours does."""

    def groups(net, decay):
        return [{"params": [net.weight], "weight_decay": decay}, {"params": [net.bias], "weight_decay": 0.0}]

    all_of = {
        "sgd": lambda net: torch.optim.SGD(net.parameters(), 0.1),
        "sgd momentum": lambda net: torch.optim.SGD(net.parameters(), 0.1, 0.9),
        "sgd nesterov decay": lambda net: torch.optim.SGD(groups(net, 0.05), 0.1, 0.9, nesterov=True),
        "adam": lambda net: torch.optim.Adam(net.parameters(), 0.01),
        "adamw": lambda net: torch.optim.AdamW(groups(net, 0.1), 0.01),
        "adamw beta2 0.95": lambda net: torch.optim.AdamW(groups(net, 0.1), 0.01, betas=(0.9, 0.95)),
    }
    made = {}
    for name, optimiser in all_of.items():
        net = nn.Linear(3, 2)
        net.weight.data, net.bias.data = number(4, 2, 3), number(5, 2)
        chosen = optimiser(net)
        for step in range(6):
            chosen.zero_grad()
            F.mse_loss(net(number(10 + step, 5, 3)), number(20 + step, 5, 2)).backward()
            chosen.step()
        made[name] = {"weight": flat(net.weight), "bias": flat(net.bias)}
    return made


def clipped():
    a, b = nn.Parameter(number(6, 3)), nn.Parameter(number(7, 2, 2))
    a.grad, b.grad = 5 * number(8, 3), 5 * number(9, 2, 2)
    norm = nn.utils.clip_grad_norm_([a, b], 1.0)
    return {"norm": [float(norm)], "a": flat(a.grad), "b": flat(b.grad)}


def schedules():
    """Rates at the fractions 0, 0.1 ... 1 of a long training, as a multiple of the base rate."""
    steps = 100_000

    def rates(make):
        optimiser = torch.optim.SGD([nn.Parameter(torch.zeros(1))], 1.0)
        schedule = make(optimiser)
        found = []
        for step in range(steps + 1):
            if step % (steps // 10) == 0:
                found.append(round(optimiser.param_groups[0]["lr"], 6))
            optimiser.step()
            if step < steps:
                schedule.step()
        return found

    lr = torch.optim.lr_scheduler

    def warm(optimiser, after):
        tenth = lr.LinearLR(optimiser, 1e-9, 1.0, steps // 10)
        return lr.SequentialLR(optimiser, [tenth, after], [steps // 10])

    return {
        "cosine": rates(lambda o: lr.CosineAnnealingLR(o, steps)),
        "cosine after a warm-up": rates(lambda o: warm(o, lr.CosineAnnealingLR(o, steps * 9 // 10))),
        "linear after a warm-up": rates(lambda o: warm(o, lr.LinearLR(o, 1.0, 0.0, steps * 9 // 10))),
        "one cycle": rates(lambda o: lr.OneCycleLR(o, 1.0, steps + 1, cycle_momentum=False)),
    }


if __name__ == "__main__":
    torch.set_num_threads(1)
    made = {"losses": losses(), "optimisers": optimisers(), "clipped": clipped(), "schedules": schedules()}
    lines = [
        f' {json.dumps(name)}: {{\n'
        + ",\n".join(f"  {json.dumps(k)}: {json.dumps(v)}" for k, v in group.items())
        + "\n }"
        for name, group in made.items()
    ]
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text("{\n" + ",\n".join(lines) + "\n}\n")
