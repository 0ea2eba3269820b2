import json
import logging
import os
import subprocess

logger = logging.getLogger()
logger.setLevel(logging.INFO)

os.environ["PATH"] = "/opt/kubectl:/opt/awscli:" + os.environ["PATH"]
outdir = os.environ.get("TEST_OUTDIR", "/tmp")
kubeconfig = os.path.join(outdir, "kubeconfig")


def apply_handler(event, context):
    props = event["ResourceProperties"]
    subprocess.check_call(["aws", "eks", "update-kubeconfig", "--name", props["ClusterName"], "--kubeconfig", kubeconfig])
    manifest_file = os.path.join(outdir, "manifest.yaml")
    with open(manifest_file, "w") as f:
        f.writelines(map(lambda obj: json.dumps(obj), json.loads(props["Manifest"])))
    kubectl("create" if event["RequestType"] == "Create" else "apply", manifest_file)


def kubectl(verb, file, *opts):
    cmd = ["kubectl", verb, "--kubeconfig", kubeconfig, "-f", file] + list(opts)
    logger.info("Running command: %s", cmd)
    return subprocess.check_output(cmd, stderr=subprocess.STDOUT)


def handler(event, context):
    return apply_handler(event, context)
