using System.Buffers.Binary;
using System.Security.Cryptography;

namespace WalletCore.Ledgers.Tests.Export;

/// <summary>Export files in memory, and their frames.</summary>
internal static class Files
{
    private const int MagicLength = 10;
    private const int FrameHeaderLength = 18;
    private const int DigestLength = 32;

    public static async Task<byte[]> ExportAsync(Ledger ledger, LedgerFileCompression compression = LedgerFileCompression.Brotli)
    {
        using var file = new MemoryStream();
        var report = await LedgerExport.WriteAsync(ledger, file, new LedgerExportOptions { Compression = compression });
        Assert.Equal(file.Length, report.ByteCount);
        Assert.Equal(ledger.Id, report.LedgerId);
        return file.ToArray();
    }

    public static async Task<LedgerImportReport> ImportAsync(byte[] file, Storage.IWalletStore target, LedgerImportOptions? options = null)
    {
        using var stream = new Trickle(file);
        return await LedgerImport.ReadAsync(stream, target, options);
    }

    /// <summary>Where each frame begins, and the end of the last.</summary>
    public static List<int> FramesOf(byte[] file)
    {
        var starts = new List<int>();
        var at = MagicLength;
        while (at < file.Length)
        {
            starts.Add(at);
            at += FrameHeaderLength + BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at + 10)) + DigestLength;
        }

        starts.Add(at);
        return starts;
    }

    /// <summary>Gives every frame the digest that its bytes ask for.</summary>
    public static void Sign(byte[] file)
    {
        var frames = FramesOf(file);
        var digest = new byte[DigestLength];
        for (var i = 0; i + 1 < frames.Count; i++)
        {
            var end = frames[i + 1] - DigestLength;
            digest = SHA256.HashData([.. digest, .. file[frames[i]..end]]);
            digest.CopyTo(file, end);
        }
    }

    /// <summary>Like a network: gives a part of what is asked for, and cannot seek.</summary>
    private sealed class Trickle(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, 7_919)], cancellationToken);
    }
}
