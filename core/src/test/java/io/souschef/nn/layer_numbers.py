"""Makes ../../../../resources/io/souschef/nn/layers.json and torchvision.json: what PyTorch and torchvision compute.

    python layer_numbers.py

Inputs, parameters and buffers are whole-number arithmetic on the index (number(), filled()), which Numbered.java repeats, so that
only results are stored: the output, the gradients of sum(output * number) with respect to the input and to every parameter, the
buffers afterwards, and the output in evaluation mode. Of nets, only the norms of the gradients.
"""

import json
import pathlib

import torch
import torchvision
from torch import nn
from torchvision.models.resnet import BasicBlock

OUT = pathlib.Path(__file__).parents[4] / "resources/io/souschef/nn"


def number(key, *shape):
    """Between -1 and 1, from the index alone."""
    i = torch.arange(int(torch.tensor(shape).prod()), dtype=torch.int64)
    return (((31 * i * i + 17 * i + 101 * key) % 1009) / 1009.0 * 2 - 1).double().reshape(shape).float()


def fill(net):
    for key, (name, tensor) in enumerate(sorted(net.state_dict(keep_vars=True).items())):
        if name.endswith("num_batches_tracked"):
            continue
        fresh = number(key, *tensor.shape)
        if tensor.dim() > 1:
            fresh = fresh * (2.0 * tensor.shape[0] / tensor.numel()) ** 0.5
        elif name.endswith("running_var"):
            fresh = 1 + 0.3 * fresh
        elif name.endswith("weight"):
            fresh = 1 + 0.1 * fresh
        else:
            fresh = 0.1 * fresh
        tensor.data.copy_(fresh)
    return net


class CifarResNet(nn.Module):
    """ResNet-8 of the CIFAR form with torchvision's blocks: one per stage, widths 16, 32, 64."""

    def __init__(self):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(3, 16, 3, 1, 1, bias=False), nn.BatchNorm2d(16)
        self.layer1 = nn.Sequential(BasicBlock(16, 16))
        self.layer2 = nn.Sequential(BasicBlock(16, 32, 2, self.shortcut(16, 32)))
        self.layer3 = nn.Sequential(BasicBlock(32, 64, 2, self.shortcut(32, 64)))
        self.fc = nn.Linear(64, 10)

    @staticmethod
    def shortcut(i, o):
        return nn.Sequential(nn.Conv2d(i, o, 1, 2, bias=False), nn.BatchNorm2d(o))

    def forward(self, x):
        x = torch.relu(self.bn1(self.conv1(x)))
        return self.fc(self.layer3(self.layer2(self.layer1(x))).mean((2, 3)))


class ConvNet(nn.Module):
    """io.souschef.nn.ConvNet for 1x28x28 with width 4."""

    def __init__(self):
        super().__init__()
        widths = [1, 4, 4, 8, 8, 16]
        for n, (i, o) in enumerate(zip(widths, widths[1:]), 1):
            self.add_module(f"conv{n}", nn.Conv2d(i, o, 3, padding=1, bias=False))
            self.add_module(f"bn{n}", nn.BatchNorm2d(o))
        self.fc = nn.Linear(16, 10)

    def forward(self, x):
        for n in range(1, 6):
            x = torch.relu(getattr(self, f"bn{n}")(getattr(self, f"conv{n}")(x)))
            x = nn.functional.max_pool2d(x, 2) if n in (2, 4) else x
        return self.fc(x.mean((2, 3)))


class Mlp(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1, self.fc2 = nn.Linear(12, 5), nn.Linear(5, 3)

    def forward(self, x):
        return self.fc2(torch.relu(self.fc1(x.flatten(1))))


class Residual(nn.Module):
    def __init__(self, inner):
        super().__init__()
        self.inner = inner

    def forward(self, x):
        return x + self.inner(x)


def conv(*args, **options):
    return nn.Conv2d(*args, **options)


LAYERS = {
    "Linear": (nn.Linear(4, 3), (2, 4)),
    "Linear without bias": (nn.Linear(4, 3, bias=False), (2, 5, 4)),
    "Conv2d": (conv(2, 3, 3), (2, 2, 5, 5)),
    "Conv2d stride 2 padding 1": (conv(2, 3, 3, stride=2, padding=1, bias=False), (2, 2, 6, 5)),
    "Conv2d groups 2": (conv(4, 6, 3, padding=1, groups=2), (2, 4, 4, 4)),
    "Conv2d depthwise": (conv(3, 3, 3, padding=1, groups=3), (2, 3, 4, 4)),
    "Conv2d dilation 2": (conv(1, 2, 3, padding=2, dilation=2), (2, 1, 5, 5)),
    "Conv2d 1x1": (conv(3, 2, 1), (2, 3, 3, 3)),
    "BatchNorm1d": (nn.BatchNorm1d(3), (5, 3)),
    "BatchNorm1d of sequences": (nn.BatchNorm1d(3), (2, 3, 4)),
    "BatchNorm2d": (nn.BatchNorm2d(3), (2, 3, 4, 3)),
    "BatchNorm2d momentum 0.3": (nn.BatchNorm2d(2, momentum=0.3, eps=1e-3), (3, 2, 2, 2)),
    "LayerNorm": (nn.LayerNorm(6), (2, 3, 6)),
    "LayerNorm of two dimensions": (nn.LayerNorm((3, 4)), (2, 3, 4)),
    "GroupNorm": (nn.GroupNorm(2, 4), (2, 4, 3, 3)),
    "MaxPool2d": (nn.MaxPool2d(2), (2, 2, 4, 5)),
    "MaxPool2d 3 stride 2 padding 1": (nn.MaxPool2d(3, 2, 1), (2, 2, 5, 5)),
    "AvgPool2d": (nn.AvgPool2d(2), (2, 2, 4, 4)),
    "AvgPool2d 3 stride 1": (nn.AvgPool2d(3, 1), (1, 2, 4, 4)),
    "AdaptiveAvgPool2d": (nn.AdaptiveAvgPool2d((2, 3)), (2, 2, 5, 7)),
    "Flatten": (nn.Flatten(), (2, 3, 2)),
    "Relu": (nn.ReLU(), (3, 4)),
    "LeakyRelu": (nn.LeakyReLU(), (3, 4)),
    "LeakyRelu 0.2": (nn.LeakyReLU(0.2), (3, 4)),
    "Gelu": (nn.GELU(), (3, 4)),
    "Silu": (nn.SiLU(), (3, 4)),
    "Mish": (nn.Mish(), (3, 4)),
    "Selu": (nn.SELU(), (3, 4)),
    "Tanh": (nn.Tanh(), (3, 4)),
    "Sigmoid": (nn.Sigmoid(), (3, 4)),
    "Sequential": (nn.Sequential(nn.Linear(4, 5), nn.Tanh(), nn.Linear(5, 2)), (3, 4)),
    "Residual": (Residual(nn.Linear(4, 4)), (3, 4)),
    "Mlp": (Mlp(), (3, 3, 4)),
}
NETS = {
    "ConvNet": (ConvNet(), (4, 1, 28, 28)),
    "ResNet-8": (CifarResNet(), (4, 3, 16, 16)),
    "ResNet-18": (torchvision.models.resnet18(num_classes=5), (2, 3, 48, 48)),
    "ResNet-50": (torchvision.models.resnet50(num_classes=5), (2, 3, 48, 48)),
}


def flat(tensor):
    return [float(f"{v:.7g}") for v in tensor.detach().flatten().tolist()]


def numbers(net, shape, full):
    fill(net)
    x = number(1000, *shape).requires_grad_(True)
    net.train()
    out = net(x)
    (out * number(2000, *out.shape)).sum().backward()
    gradients = {n: flat(p.grad) if full else float(p.grad.norm()) for n, p in net.named_parameters()}
    buffers = {n: flat(b) if full else float(b.float().norm()) for n, b in net.named_buffers()}
    net.eval()
    return {
        "output": flat(out),
        "input gradient": flat(x.grad) if full else float(x.grad.norm()),
        "gradients": gradients,
        "buffers": buffers,
        "evaluation": flat(net(x)),
    }


def embedding():
    net = fill(nn.Embedding(5, 3))
    out = net(torch.tensor([[0, 4, 1], [4, 4, 2]]))
    (out * number(2000, *out.shape)).sum().backward()
    return {"output": flat(out), "gradients": {"weight": flat(net.weight.grad)}}


def write(name, content):
    OUT.mkdir(parents=True, exist_ok=True)
    lines = ",\n".join(f"{json.dumps(k)}: {json.dumps(v, separators=(',', ':'))}" for k, v in content.items())
    (OUT / name).write_text("{\n" + lines + "\n}\n")


def state(net):
    return {n: list(t.shape) for n, t in net.state_dict().items()}


if __name__ == "__main__":
    torch.set_num_threads(1)
    made = {n: numbers(net, shape, True) for n, (net, shape) in LAYERS.items()}
    made["Embedding"] = embedding()
    made |= {n: numbers(net, shape, False) for n, (net, shape) in NETS.items()}
    write("layers.json", made)
    models = torchvision.models
    write("torchvision.json", {n: state(getattr(models, n)()) for n in ("resnet18", "resnet34", "resnet50")})
