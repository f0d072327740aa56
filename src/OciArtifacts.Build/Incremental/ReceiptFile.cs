using OciArtifacts.Core;
using OciArtifacts.Core.Packing.Caching;

namespace OciArtifacts.Build.Incremental;

/// <summary>
/// The receipts in the work folder. A missing, damaged or outdated receipt is treated as absent
/// (<see cref="SealedFile"/>).
/// </summary>
internal sealed class ReceiptFile(string workFolder)
{
    private static ReadOnlySpan<byte> Mark => "OCIARC08"u8;

    private string PackPath => Path.Combine(workFolder, "packed.receipt");

    private string PushPath => Path.Combine(workFolder, "pushed.receipt");

    /// <summary>Whether the folder has the receipt of a packing.</summary>
    internal bool IsPacked => File.Exists(PackPath);

    internal PackReceipt? ReadPacked() =>
        SealedFile.Read(PackPath, Mark, static (input, _) => PackReceipt.Exchange(FieldStream.Reading(input), null));

    internal PushReceipt? ReadPushed() =>
        SealedFile.Read(PushPath, Mark, static (input, _) => PushReceipt.Exchange(FieldStream.Reading(input), null));

    /// <exception cref="OciException">It cannot be written.</exception>
    internal void Write(PackReceipt receipt) =>
        SealedFile.Write(PackPath, Mark, output => PackReceipt.Exchange(FieldStream.Writing(output), receipt));

    /// <exception cref="OciException">It cannot be written.</exception>
    internal void Write(PushReceipt receipt) =>
        SealedFile.Write(PushPath, Mark, output => PushReceipt.Exchange(FieldStream.Writing(output), receipt));
}
