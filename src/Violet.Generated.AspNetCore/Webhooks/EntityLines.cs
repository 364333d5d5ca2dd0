namespace Violet.Generated.AspNetCore;

/// <summary>Lets the items of one entity pass one after the other, in the order of their arrival. Its user does the locking.</summary>
internal sealed class EntityLines<T>
    where T : class
{
    private readonly Dictionary<string, Queue<T>> _byEntity = new(StringComparer.Ordinal); // the first of a line is under way

    /// <summary>Those that wait for one before them.</summary>
    public IEnumerable<T> Waiting => _byEntity.Values.SelectMany(static line => line.Skip(1));

    /// <summary>Whether the item may go at once; else <see cref="Leave"/> gives it when it is its turn.</summary>
    public bool TryPass(string? entity, T item)
    {
        if (entity is null)
            return true;
        if (!_byEntity.TryGetValue(entity, out Queue<T>? line))
            _byEntity.Add(entity, line = new Queue<T>());
        line.Enqueue(item);
        return line.Count == 1;
    }

    /// <summary>Takes an item that has ended out of its line; gives the next one if that may go now.</summary>
    public T? Leave(string? entity, T item)
    {
        if (entity is null || !_byEntity.TryGetValue(entity, out Queue<T>? line))
            return null;
        if (line.Peek() != item)
        {
            // it was given up while it waited
            _byEntity[entity] = new Queue<T>(line.Where(other => other != item));
            return null;
        }

        line.Dequeue();
        if (line.TryPeek(out T? next))
            return next;
        _byEntity.Remove(entity);
        return null;
    }
}
