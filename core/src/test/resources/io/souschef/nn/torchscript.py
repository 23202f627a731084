"""Makes convnet.pt: a small net as Python saves it, for pictures of 8 x 8, and prints what it answers to a ramp.

python torchscript.py; torch 2.10 or any other.
"""
import torch
from torch import nn

torch.manual_seed(1337)
net = nn.Sequential(
    nn.Conv2d(1, 4, 3, padding=1, bias=False),
    nn.BatchNorm2d(4),
    nn.ReLU(),
    nn.MaxPool2d(2),
    nn.Flatten(),
    nn.Dropout(0.2),
    nn.Linear(64, 10),
)
net.train()
torch.jit.script(net).save("convnet.pt")

ramp = torch.arange(128, dtype=torch.float32).reshape(2, 1, 8, 8) / 64 - 1
net.eval()
out = net(ramp)
print("output", [round(v, 6) for v in out[0].tolist()])
out.pow(2).sum().backward()
for name, p in net.named_parameters():
    print(name, list(p.shape), round(p.grad.norm().item(), 5))
