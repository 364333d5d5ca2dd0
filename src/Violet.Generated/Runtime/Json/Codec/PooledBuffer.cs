using System.Buffers;

namespace Violet.Generated.Runtime.Json;

/// <summary>
/// A byte buffer that grows in rented memory and gives it back when disposed. What is long is kept in pieces until somebody looks: growing
/// by copies, a response that is refused in the end would take four times its limit.
/// </summary>
internal sealed class PooledBuffer : IBufferWriter<byte>, IDisposable
{
    private const int Large = 64 * 1024,
        Largest = 4 * 1024 * 1024;

    /// <summary>For whole pages. The shared pool would keep one of them for each thread that ever gave one back, which grows for as long as
    /// a walk goes on.</summary>
    private static readonly ArrayPool<byte> s_large = ArrayPool<byte>.Create(Largest, maxArraysPerBucket: 8);

    private List<ArraySegment<byte>>? _pieces;
    private byte[] _bytes;
    private int _before,
        _length;

    public PooledBuffer(int capacity = 4096) => _bytes = Rent(capacity);

    public int Length => _before + _length;

    public byte[] Array
    {
        get
        {
            if (_pieces is not null)
                Join(_pieces);
            return _bytes;
        }
    }

    public ReadOnlySpan<byte> Span => Array.AsSpan(0, _length);

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
        foreach (ArraySegment<byte> piece in _pieces ?? [])
            Return(piece.Array!);
        Return(_bytes);
        (_pieces, _bytes, _before, _length) = (null, [], 0, 0);
    }

    private void Grow(int sizeHint)
    {
        int needed = _length + Math.Max(sizeHint, 1);
        if (needed <= _bytes.Length)
            return;
        byte[] full = _bytes;
        if (full.Length >= Largest)
        {
            (_pieces ??= []).Add(new ArraySegment<byte>(full, 0, _length));
            _bytes = Rent(Math.Max(sizeHint, Largest));
            (_before, _length) = (_before + _length, 0);
            return;
        }

        _bytes = Rent(Math.Max(needed, full.Length * 2));
        full.AsSpan(0, _length).CopyTo(_bytes);
        Return(full);
    }

    private void Join(List<ArraySegment<byte>> pieces)
    {
        byte[] whole = new byte[Length];
        int at = 0;
        pieces.Add(new ArraySegment<byte>(_bytes, 0, _length));
        foreach (ArraySegment<byte> piece in pieces)
        {
            piece.AsSpan().CopyTo(whole.AsSpan(at));
            at += piece.Count;
            Return(piece.Array!);
        }

        (_pieces, _bytes, _before, _length) = (null, whole, 0, whole.Length);
    }

    private static byte[] Rent(int length) => length > Largest ? new byte[length] : PoolFor(length).Rent(length);

    private static void Return(byte[] bytes)
    {
        if (bytes.Length is > 0 and <= Largest)
            PoolFor(bytes.Length).Return(bytes);
    }

    /// <summary>Pools give arrays of a power of two, so an array's own length finds the pool that it came from.</summary>
    private static ArrayPool<byte> PoolFor(int length) => length > Large ? s_large : ArrayPool<byte>.Shared;
}
