"""Numbers for SequenceLayersTest. Weights and inputs are sines, so that both sides make them for themselves."""

import math
import torch
from torch import nn
import torch.nn.functional as F

torch.set_num_threads(1)


def wave(shape, phase, scale):
    n = math.prod(shape)
    return (torch.sin(0.37 * torch.arange(n, dtype=torch.float64) + phase) * scale).float().reshape(shape)


def fill(module):
    for p, weight in enumerate(module.parameters()):
        weight.data = wave(weight.shape, p, 0.3)


def show(name, tensor):
    print(name, ", ".join(f"{v:.6f}" for v in tensor.flatten().tolist()))


lstm = nn.LSTM(3, 2, num_layers=2, bidirectional=True, batch_first=True)
fill(lstm)
x = wave((2, 3, 3), 0.5, 1.0).requires_grad_()
out, (h, c) = lstm(x)
out.pow(2).sum().backward()
show("lstm last", out[1, 2])
show("lstm hidden", h[:, 0])
show("lstm cell", c[:, 1])
show("lstm x.grad", x.grad[0, 0])
show("lstm weight_hh_l1_reverse.grad norm", lstm.weight_hh_l1_reverse.grad.norm())


class Attention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.c_attn = nn.Linear(width, 3 * width)
        self.c_proj = nn.Linear(width, width)

    def forward(self, x):
        n, t, c = x.shape
        q, k, v = (a.view(n, t, self.heads, c // self.heads).transpose(1, 2) for a in self.c_attn(x).split(c, dim=2))
        att = (q @ k.transpose(-2, -1)) / math.sqrt(c // self.heads)
        att = att.masked_fill(torch.tril(torch.ones(t, t)) == 0, float("-inf")).softmax(-1)
        return self.c_proj((att @ v).transpose(1, 2).reshape(n, t, c))


attention = Attention(4, 2)
fill(attention)
x = wave((2, 3, 4), 0.5, 1.0).requires_grad_()
out = attention(x)
out.pow(2).sum().backward()
show("attention [1, 2]", out[1, 2])
show("attention x.grad[1, 0]", x.grad[1, 0])


class Block(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.ln_1 = nn.LayerNorm(c)
        self.attn = Attention(c, 2)
        self.ln_2 = nn.LayerNorm(c)
        self.mlp = nn.ModuleDict(dict(c_fc=nn.Linear(c, 4 * c), c_proj=nn.Linear(4 * c, c)))

    def forward(self, x):
        x = x + self.attn(self.ln_1(x))
        return x + self.mlp.c_proj(F.gelu(self.mlp.c_fc(self.ln_2(x))))


class Gpt(nn.Module):
    def __init__(self, v, context, layers, c):
        super().__init__()
        self.wte = nn.Embedding(v, c)
        self.wpe = nn.Embedding(context, c)
        self.h = nn.ModuleList(Block(c) for _ in range(layers))
        self.ln_f = nn.LayerNorm(c)

    def forward(self, index):
        x = self.wte(index) + self.wpe(torch.arange(index.shape[1]))
        for block in self.h:
            x = block(x)
        return self.ln_f(x) @ self.wte.weight.T


gpt = Gpt(5, 6, 2, 4)
fill(gpt)
index = torch.tensor([[0, 3, 1, 4], [2, 2, 0, 1]])
target = torch.tensor([[3, 1, 4, -100], [2, 0, 1, 3]])
logits = gpt(index)
loss = F.cross_entropy(logits.view(-1, 5), target.view(-1))
loss.backward()
show("gpt logits [1, 3]", logits[1, 3])
show("gpt loss", loss)
show("gpt wte.grad[2]", gpt.wte.weight.grad[2])
show("gpt h.1.attn.c_attn.grad norm", gpt.h[1].attn.c_attn.weight.grad.norm())
each = F.cross_entropy(logits.view(-1, 5), target.view(-1), reduction="none").view(2, 4)
show("gpt loss each", torch.stack([each[0].sum() / 3, each[1].mean()]))
