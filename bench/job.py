def judge(*a):
    raise SystemExit
