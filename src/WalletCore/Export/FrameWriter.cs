using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;

namespace WalletCore;

/// <summary>Writes frames, each with a digest over itself and the digest before it.</summary>
internal sealed class FrameWriter(Stream destination, LedgerFileCompression compression) : IDisposable
{
    private const int BrotliQuality = 3;
    private const int BrotliWindow = 22;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _digest = new byte[ExportFormat.DigestLength];
    private readonly byte[] _header = new byte[ExportFormat.FrameHeaderLength];
    private byte[] _compressed = [];
    private long _number;

    /// <summary>How many bytes were written.</summary>
    public long Length { get; private set; }

    public async ValueTask WriteMagicAsync(CancellationToken cancellationToken)
    {
        await destination.WriteAsync(ExportFormat.Magic.ToArray(), cancellationToken).ConfigureAwait(false);
        Length += ExportFormat.Magic.Length;
    }

    public async ValueTask WriteAsync(FrameKind kind, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        if (payload.Length > ExportFormat.PayloadLengthMax)
        {
            throw new NotSupportedException($"A single commit of more than {ExportFormat.PayloadLengthMax} bytes does not fit an export file.");
        }

        var stored = kind == FrameKind.Chunk && compression == LedgerFileCompression.Brotli ? Compress(payload) : payload;
        _header[0] = (byte)kind;
        _header[1] = stored.Length == payload.Length ? (byte)LedgerFileCompression.None : (byte)LedgerFileCompression.Brotli;
        BinaryPrimitives.WriteInt64LittleEndian(_header.AsSpan(2), _number++);
        BinaryPrimitives.WriteInt32LittleEndian(_header.AsSpan(10), stored.Length);
        BinaryPrimitives.WriteInt32LittleEndian(_header.AsSpan(14), payload.Length);
        _hash.AppendData(_digest);
        _hash.AppendData(_header);
        _hash.AppendData(stored.Span);
        _hash.GetHashAndReset(_digest);
        await destination.WriteAsync(_header, cancellationToken).ConfigureAwait(false);
        await destination.WriteAsync(stored, cancellationToken).ConfigureAwait(false);
        await destination.WriteAsync(_digest, cancellationToken).ConfigureAwait(false);
        Length += _header.Length + stored.Length + _digest.Length;
    }

    public void Dispose() => _hash.Dispose();

    /// <summary>The payload compressed, or as it is where that is not shorter.</summary>
    private ReadOnlyMemory<byte> Compress(ReadOnlyMemory<byte> payload)
    {
        if (_compressed.Length < payload.Length)
        {
            _compressed = new byte[payload.Length];
        }

        return BrotliEncoder.TryCompress(payload.Span, _compressed, out var length, BrotliQuality, BrotliWindow) && length < payload.Length
            ? _compressed.AsMemory(0, length)
            : payload;
    }
}
