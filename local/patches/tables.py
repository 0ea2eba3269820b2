"""DynamoDB."""

from functools import lru_cache

from ministack.services import dynamodb

EXPRESSIONS = 1024


def apply():
    """An expression is read once, and not again for each item that a query compares with it."""
    read = dynamodb._tokenize
    dynamodb._tokenize = lru_cache(EXPRESSIONS)(lambda expression: tuple(read(expression)))
    dynamodb._condition_syntax_error = lru_cache(EXPRESSIONS)(dynamodb._condition_syntax_error)
