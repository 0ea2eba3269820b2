import random
from datetime import datetime


def lambda_handler(event, context):
    stock_price = event["stock_price"]
    transaction = {
        "id": str(random.randint(1, 10_000)),
        "price": stock_price,
        "type": "Buy" if stock_price < 50 else "Sell",
        "qty": random.randint(1, 10),
        "timestamp": datetime.now().isoformat(),
    }
    return transaction
