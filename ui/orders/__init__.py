"""The order desk: queues, the list, and the order at the right."""
