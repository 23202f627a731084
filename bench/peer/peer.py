"""The other side of a measurement: Python PyTorch, eager, with its default settings.

Reads "WORK N" from standard input, does the work N times, and answers with the milliseconds that one took, as Worker.java does.
"""

import gzip
import pathlib
import sys
import tempfile
import time

import torch
from torch import nn
from torch.nn.functional import cross_entropy, max_pool2d, relu

CLASSES = 10


class Mlp(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1, self.fc2, self.fc3 = nn.Linear(784, 128), nn.Linear(128, 64), nn.Linear(64, CLASSES)

    def forward(self, x):
        return self.fc3(relu(self.fc2(relu(self.fc1(x)))))


class ConvNet(nn.Module):
    """conv 24, conv 24, pool, conv 48, conv 48, pool, conv 96, mean, linear: io.souschef.nn.ConvNet with its default options."""

    def __init__(self):
        super().__init__()
        widths = [1, 24, 24, 48, 48, 96]
        pairs = list(zip(widths, widths[1:]))
        self.convs = nn.ModuleList(nn.Conv2d(i, o, 3, padding=1, bias=False) for i, o in pairs)
        self.norms = nn.ModuleList(nn.BatchNorm2d(o) for _, o in pairs)
        self.fc = nn.Linear(96, CLASSES)

    def forward(self, x):
        for i, (conv, norm) in enumerate(zip(self.convs, self.norms)):
            x = relu(norm(conv(x)))
            x = max_pool2d(x, 2) if i in (1, 3) else x
        return self.fc(x.mean((2, 3)))


class Block(nn.Module):
    def __init__(self, i, o, stride):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(i, o, 3, stride, 1, bias=False), nn.BatchNorm2d(o)
        self.conv2, self.bn2 = nn.Conv2d(o, o, 3, 1, 1, bias=False), nn.BatchNorm2d(o)
        same = stride == 1 and i == o
        self.downsample = None if same else nn.Sequential(nn.Conv2d(i, o, 1, stride, bias=False), nn.BatchNorm2d(o))

    def forward(self, x):
        out = self.bn2(self.conv2(relu(self.bn1(self.conv1(x)))))
        return relu(out + (x if self.downsample is None else self.downsample(x)))


class ResNet20(nn.Module):
    """The CIFAR form with 1x1 convolutions as shortcuts: io.souschef.nn.ResNet.cifar(seed, 20, 3, 10)."""

    def __init__(self):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(3, 16, 3, 1, 1, bias=False), nn.BatchNorm2d(16)
        plan = [(16, 16, 1)] * 3 + [(16, 32, 2)] + [(32, 32, 1)] * 2 + [(32, 64, 2)] + [(64, 64, 1)] * 2
        self.blocks = nn.Sequential(*(Block(*p) for p in plan))
        self.fc = nn.Linear(64, CLASSES)

    def forward(self, x):
        return self.fc(self.blocks(relu(self.bn1(self.conv1(x)))).mean((2, 3)))


def gemm():
    a, b = torch.randn(2048, 2048), torch.randn(2048, 2048)
    return lambda: a @ b


def training_step(net, optimizer, *shape):
    x, y = torch.randn(*shape), torch.arange(shape[0]) % CLASSES

    def step():
        optimizer.zero_grad()
        loss = cross_entropy(net(x), y)
        loss.backward()
        optimizer.step()
        return loss.item()

    return step


def mlp():
    net = Mlp()
    return training_step(net, torch.optim.Adam(net.parameters(), 3e-4), 64, 784)


def resnet20():
    net = ResNet20()
    return training_step(net, torch.optim.SGD(net.parameters(), 0.01, 0.9), 128, 3, 32, 32)


def conv_net(batch):
    net = ConvNet()
    return training_step(net, torch.optim.Adam(net.parameters(), 3e-4), batch, 1, 28, 28)


def epoch(augmented):
    """Fashion-MNIST as PyTorch's tutorials load it: torchvision's data set and transforms, a DataLoader with its defaults."""
    from torchvision import datasets, transforms

    with tempfile.TemporaryDirectory() as root:
        raw = pathlib.Path(root, "FashionMNIST", "raw")
        raw.mkdir(parents=True)
        for file in pathlib.Path("/usr/share/datasets/fashion-mnist").glob("*ubyte*"):
            to = raw / file.name.removesuffix(".gz")
            to.write_bytes(gzip.open(file).read() if file.suffix == ".gz" else file.read_bytes())
        moves = [transforms.RandomHorizontalFlip(), transforms.RandomCrop(28, 2, padding_mode="edge")] if augmented else []
        prepare = transforms.Compose([*moves, transforms.ToTensor(), transforms.Normalize(0.2860, 0.3530)])
        data = datasets.FashionMNIST(root, train=True, transform=prepare)
    loader = torch.utils.data.DataLoader(data, batch_size=128, shuffle=True)
    net = ConvNet()
    optimizer = torch.optim.Adam(net.parameters(), 3e-4)

    def step():
        for x, y in loader:
            optimizer.zero_grad()
            loss = cross_entropy(net(x), y)
            loss.backward()
            optimizer.step()
            loss.item()

    return step


WORK = {
    "gemm-2048": gemm,
    "mlp-64": mlp,
    "resnet20-128": resnet20,
    "convnet-64": lambda: conv_net(64),
    "convnet-128": lambda: conv_net(128),
    "epoch": lambda: epoch(False),
    "epoch-augmented": lambda: epoch(True),
}


def main():
    torch.manual_seed(1)
    print(f"PyTorch {torch.__version__}, {torch.get_num_threads()} threads", flush=True)
    made = {}
    for line in sys.stdin:
        name, n = line.split()
        if name not in made:
            made[name] = WORK[name]()
        started = time.perf_counter()
        for _ in range(int(n)):
            made[name]()
        print((time.perf_counter() - started) * 1e3 / int(n), flush=True)


if __name__ == "__main__":
    main()
