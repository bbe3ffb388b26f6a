"""Calls SOLO services by zeep, which knows nothing of them but their WSDL.

One call per line on standard input, fields parted by tabs: service, its address, port, operation, kind of input, and the document, or the
parameters as name=value, in base64. Per call one line on standard output: `ok` or `failed`, and the reply or the reason in base64.
"""

import base64
import sys

from lxml import etree
from zeep import Client
from zeep.helpers import serialize_object

clients = {}


def port(service, address, name):
    client = clients.get(address) or clients.setdefault(address, Client(address + "?WSDL"))
    return client.bind(service, service + name)


def called(service, address, port_name, operation, kind, parts):
    method = getattr(port(service, address, port_name), operation)
    if kind == "element":
        return method(xml={"_value_1": etree.fromstring(parts[0])})
    if kind == "string":
        return method(xml=parts[0])
    return method(**dict(part.split("=", 1) for part in parts))


def written(operation, reply):
    if isinstance(reply, etree._Element):
        return etree.tostring(reply, encoding="unicode")
    root = etree.Element(operation + "Result")
    values = serialize_object(reply)
    if isinstance(values, dict):
        for name, value in values.items():
            etree.SubElement(root, name).text = "" if value is None else str(value)
    else:
        root.text = str(values)
    return etree.tostring(root, encoding="unicode")


for line in sys.stdin:
    service, address, port_name, operation, kind, *encoded = line.rstrip("\n").split("\t")
    parts = [base64.b64decode(it).decode() for it in encoded]
    try:
        outcome, text = "ok", written(operation, called(service, address, port_name, operation, kind, parts))
    except Exception as error:
        outcome, text = "failed", repr(error)
    print(outcome, base64.b64encode(text.encode()).decode(), sep="\t", flush=True)
