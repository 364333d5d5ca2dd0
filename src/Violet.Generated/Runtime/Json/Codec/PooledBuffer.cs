using System.Buffers;

namespace Violet.Generated.Runtime.Json;

/// <summary>A byte buffer that grows in rented memory and gives it back when disposed.</summary>
internal sealed class PooledBuffer : IBufferWriter<byte>, IDisposable
{
    private const int Large = 64 * 1024,
        Largest = 4 * 1024 * 1024;

    /// <summary>For whole pages. The shared pool would keep one of them for each thread that ever gave one back, which grows for as long as
    /// a walk goes on.</summary>
    private static readonly ArrayPool<byte> s_large = ArrayPool<byte>.Create(Largest, maxArraysPerBucket: 8);

    private byte[] _bytes;
    private int _length;

    public PooledBuffer(int capacity = 4096) => _bytes = PoolFor(capacity).Rent(capacity);

    public int Length => _length;

    public byte[] Array => _bytes;

    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, _length);

    public void Advance(int count) => _length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Grow(sizeHint);
        return _bytes.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Grow(sizeHint);
        return _bytes.AsSpan(_length);
    }

    public void Dispose()
    {
        byte[] bytes = _bytes;
        _bytes = [];
        _length = 0;
        if (bytes.Length > 0)
            PoolFor(bytes.Length).Return(bytes);
    }

    private void Grow(int sizeHint)
    {
        int needed = _length + Math.Max(sizeHint, 1);
        if (needed <= _bytes.Length)
            return;
        int capacity = Math.Max(needed, _bytes.Length * 2);
        byte[] larger = PoolFor(capacity).Rent(capacity);
        _bytes.AsSpan(0, _length).CopyTo(larger);
        byte[] smaller = _bytes;
        _bytes = larger;
        PoolFor(smaller.Length).Return(smaller);
    }

    /// <summary>Pools give arrays of a power of two, so an array's own length finds the pool that it came from.</summary>
    private static ArrayPool<byte> PoolFor(int length) => length is > Large and <= Largest ? s_large : ArrayPool<byte>.Shared;
}
