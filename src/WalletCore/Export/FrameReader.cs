using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;

namespace WalletCore;

/// <summary>Reads frames and believes nothing in one before its digest came out right.</summary>
internal sealed class FrameReader(Stream source) : IDisposable
{
    private const int StepLength = 1 << 20;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _digest = new byte[ExportFormat.DigestLength];
    private readonly byte[] _header = new byte[ExportFormat.FrameHeaderLength];
    private byte[] _stored = [];
    private byte[] _plain = [];

    /// <summary>The number of the frame that is read next.</summary>
    public long Number { get; private set; }

    public async ValueTask ReadMagicAsync(CancellationToken cancellationToken)
    {
        var magic = new byte[ExportFormat.Magic.Length];
        var length = await source.ReadAtLeastAsync(magic, magic.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        if (length < magic.Length || !magic.AsSpan(0, magic.Length - 1).SequenceEqual(ExportFormat.Magic[..^1]))
        {
            throw new LedgerFileException("This is no export of a ledger, or its beginning was damaged.", chunk: 0);
        }

        if (magic[^1] != ExportFormat.Magic[^1])
        {
            throw new LedgerFileException($"The file has format version {magic[^1]}; this library reads version {ExportFormat.Magic[^1]}.", chunk: 0);
        }
    }

    /// <summary>The next frame. Its payload is good until the one after it is read.</summary>
    public async ValueTask<(FrameKind Kind, ReadOnlyMemory<byte> Payload)> ReadAsync(CancellationToken cancellationToken)
    {
        await FillAsync(_header, cancellationToken).ConfigureAwait(false);
        var stored = BinaryPrimitives.ReadInt32LittleEndian(_header.AsSpan(10));
        var plain = BinaryPrimitives.ReadInt32LittleEndian(_header.AsSpan(14));
        if (stored is < 0 or > ExportFormat.PayloadLengthMax || plain is < 0 or > ExportFormat.PayloadLengthMax)
        {
            throw Altered();
        }

        await ReadStoredAsync(stored, cancellationToken).ConfigureAwait(false);
        var written = new byte[ExportFormat.DigestLength];
        await FillAsync(written, cancellationToken).ConfigureAwait(false);
        _hash.AppendData(_digest);
        _hash.AppendData(_header);
        _hash.AppendData(_stored.AsSpan(0, stored));
        _hash.GetHashAndReset(_digest);
        if (!_digest.AsSpan().SequenceEqual(written))
        {
            throw Altered();
        }

        return (Kind(), Payload(stored, plain));
    }

    /// <summary>Nothing may follow the trailer.</summary>
    public async ValueTask RequireEndAsync(CancellationToken cancellationToken)
    {
        if (await source.ReadAsync(new byte[1], cancellationToken).ConfigureAwait(false) != 0)
        {
            throw new LedgerFileException("Something follows the end of the export.", Number - 1);
        }
    }

    public void Dispose() => _hash.Dispose();

    private FrameKind Kind()
    {
        var number = BinaryPrimitives.ReadInt64LittleEndian(_header.AsSpan(2));
        var kind = (FrameKind)_header[0];
        var isExpected = Number == 0 ? kind == FrameKind.Header : kind is FrameKind.Chunk or FrameKind.Trailer;
        if (number != Number || !isExpected)
        {
            throw new LedgerFileException($"A frame numbered {number} stands where chunk {Number} should.", Number);
        }

        Number++;
        return kind;
    }

    private ReadOnlyMemory<byte> Payload(int stored, int plain)
    {
        switch ((LedgerFileCompression)_header[1])
        {
            case LedgerFileCompression.None when stored == plain:
                return _stored.AsMemory(0, stored);
            case LedgerFileCompression.Brotli:
                if (_plain.Length < plain)
                {
                    _plain = new byte[plain];
                }

                if (BrotliDecoder.TryDecompress(_stored.AsSpan(0, stored), _plain.AsSpan(0, plain), out var length) && length == plain)
                {
                    return _plain.AsMemory(0, plain);
                }

                break;
        }

        throw new LedgerFileException($"Chunk {Number - 1} cannot be decompressed.", Number - 1);
    }

    // In steps, so that a length that was altered costs no more memory than there is file.
    private async ValueTask ReadStoredAsync(int length, CancellationToken cancellationToken)
    {
        for (var read = 0; read < length;)
        {
            var step = Math.Min(StepLength, length - read);
            if (_stored.Length < read + step)
            {
                Array.Resize(ref _stored, Math.Min(length, Math.Max(read + step, _stored.Length * 2)));
            }

            await FillAsync(_stored.AsMemory(read, step), cancellationToken).ConfigureAwait(false);
            read += step;
        }
    }

    private async ValueTask FillAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (await source.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false) < buffer.Length)
        {
            throw new LedgerFileException($"The file ends within chunk {Number}, before its trailer: it was cut off.", Number);
        }
    }

    private LedgerFileException Altered() => new(
        $"Chunk {Number} does not have its digest: it, or what stands before it, was altered, moved, or is another export's.", Number);
}
