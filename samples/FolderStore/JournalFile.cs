using System.Buffers.Binary;
using System.Security.Cryptography;

namespace FolderStore;

/// <summary>
/// A file that only grows: records of length, SHA-256 and bytes, flushed to the disk one by one. What a crash left half written at its end is
/// cut off when it is opened; a record that is wrong further up is damage, and is refused.
/// </summary>
internal sealed class JournalFile : IDisposable
{
    private const int HeaderLength = sizeof(int) + SHA256.HashSizeInBytes;

    private readonly FileStream _file;

    public JournalFile(string path) =>
        _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete);

    /// <summary>All records that are whole.</summary>
    public IEnumerable<byte[]> ReadAll()
    {
        _file.Position = 0;
        var header = new byte[HeaderLength];
        while (true)
        {
            var start = _file.Position;
            if (_file.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) < HeaderLength || Body(header) is not { } body)
            {
                _file.SetLength(start);
                _file.Position = start;
                yield break;
            }

            yield return body;
        }
    }

    /// <summary>Adds a record; it is on the disk when this returns.</summary>
    public void Append(byte[] body)
    {
        var record = new byte[HeaderLength + body.Length];
        BinaryPrimitives.WriteInt32LittleEndian(record, body.Length);
        SHA256.HashData(body, record.AsSpan(sizeof(int)));
        body.CopyTo(record, HeaderLength);
        _file.Write(record);
        _file.Flush(flushToDisk: true);
    }

    public void Dispose() => _file.Dispose();

    /// <summary>The bytes of a record; null where the file ends within it.</summary>
    private byte[]? Body(byte[] header)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(header);
        if (length < 0 || length > _file.Length - _file.Position)
        {
            return null;
        }

        var body = new byte[length];
        _file.ReadExactly(body);
        if (SHA256.HashData(body).AsSpan().SequenceEqual(header.AsSpan(sizeof(int))))
        {
            return body;
        }

        return _file.Position == _file.Length ? null : throw new InvalidDataException("A record in the middle of the journal is damaged.");
    }
}
