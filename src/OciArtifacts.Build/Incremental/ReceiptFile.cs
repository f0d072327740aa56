using System.Security.Cryptography;
using System.Text;
using OciArtifacts.Core;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Build.Incremental;

/// <summary>The receipts in the work folder. A missing, damaged or outdated receipt is treated as absent.</summary>
internal sealed class ReceiptFile(string workFolder)
{
    private static ReadOnlySpan<byte> Mark => "OCIARC03"u8;

    private string PackPath => Path.Combine(workFolder, "packed.receipt");

    private string PushPath => Path.Combine(workFolder, "pushed.receipt");

    /// <summary>Whether anything was packed there.</summary>
    internal bool IsPacked => File.Exists(PackPath);

    internal PackReceipt? ReadPacked() => Read<PackReceipt>(PackPath, PackReceipt.Exchange);

    internal PushReceipt? ReadPushed() => Read<PushReceipt>(PushPath, PushReceipt.Exchange);

    /// <exception cref="OciException">It cannot be written.</exception>
    internal void Write(PackReceipt receipt) => Write(PackPath, receipt, PackReceipt.Exchange);

    /// <exception cref="OciException">It cannot be written.</exception>
    internal void Write(PushReceipt receipt) => Write(PushPath, receipt, PushReceipt.Exchange);

    private static void Write<T>(string path, T receipt, Func<FieldStream, T, T> fields)
    {
        using var buffer = new MemoryStream();
        buffer.Write(Mark);
        using var output = new BinaryWriter(buffer, Encoding.UTF8);
        fields(FieldStream.Writing(output), receipt);
        output.Write(SHA256.HashData(buffer.GetBuffer().AsSpan(0, (int)buffer.Length)));
        AtomicFile.WriteAllBytes(path, buffer.ToArray());
    }

    private static T? Read<T>(string path, Func<FieldStream, T?, T> fields)
        where T : class
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            var end = bytes.Length - SHA256.HashSizeInBytes;
            if (end < Mark.Length || !bytes.AsSpan().StartsWith(Mark)) return null;
            if (!SHA256.HashData(bytes.AsSpan(0, end)).AsSpan().SequenceEqual(bytes.AsSpan(end))) return null;
            using var input = new BinaryReader(new MemoryStream(bytes, Mark.Length, end - Mark.Length), Encoding.UTF8);
            return fields(FieldStream.Reading(input), null);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
