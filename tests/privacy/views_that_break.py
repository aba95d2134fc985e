"""Addresses for `test_logs.py`, whose views fail in the ways in which views fail."""

import json

from django.http import HttpResponseGone
from django.urls import include, path

from participation.models import Remark


def quote(request):
    """As libraries do it."""
    raise ValueError(f"could not digest {request.POST['text']!r}")


def quote_second_hand(request):
    try:
        quote(request)
    except ValueError as problem:
        raise RuntimeError(str(problem)) from problem


def parse(request):
    answers = json.loads(request.body)
    raise KeyError(answers["words"])


def load(request, key):
    remark = Remark.objects.get(pk=key)
    raise ValueError(remark.text)


def plain(request):
    raise ValueError("the disk is full")


def gone(request, token):
    return HttpResponseGone()


urlpatterns = [
    path("quote/", quote),
    path("second-hand/", quote_second_hand),
    path("parse/", parse),
    path("load/<int:key>/", load),
    path("plain/", plain),
    path("v/<str:token>/", gone),
    path("", include("config.urls")),
]
