using OciArtifacts.Build.Planning;
using OciArtifacts.Build.Reporting;
using OciArtifacts.Core;
using OciArtifacts.Core.ArtifactTypes;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing.Caching;

namespace OciArtifacts.Build.Incremental;

/// <summary>
/// The receipts in the work folder. A missing, damaged or outdated receipt is treated as absent (<see cref="SealedFile"/>).
/// </summary>
internal sealed class ReceiptFile(string workFolder)
{
    private static ReadOnlySpan<byte> Mark => "OCIARC02"u8;

    private string PackPath => Path.Combine(workFolder, "packed.receipt");

    private string PushPath => Path.Combine(workFolder, "pushed.receipt");

    /// <summary>Whether anything was packed there.</summary>
    internal bool IsPacked => File.Exists(PackPath);

    internal PackReceipt? ReadPacked() => Read(PackPath, static input => new PackReceipt(ReadDigest(input), ReadDigest(input), ReadReport(input))
    {
        Folders = ReadList(input, static input => new ListedFolder(input.ReadString(), ReadDigest(input), input.ReadBoolean())),
        Findings = ReadList(input, static input => new Finding((OciErrorCode)input.ReadInt32(), (FindingWeight)input.ReadInt32(), input.ReadString())),
        IsUnchanged = input.ReadBoolean(),
        Attached = ReadList(input, static input => new Descriptor(input.ReadString(), ReadDigest(input), input.ReadInt64()) { ArtifactType = ReadOptional(input) }),
        UnchangedReport = input.ReadBytes(input.ReadInt32()),
    });

    internal PushReceipt? ReadPushed() => Read(PushPath, static input => new PushReceipt(
        ReadList(input, static input => input.ReadString()), ReadReport(input), ReadList(input, ReadDigest))
    {
        UnchangedReport = input.ReadBytes(input.ReadInt32()),
    });

    /// <exception cref="OciException">It cannot be written.</exception>
    internal void Write(PackReceipt receipt) => Write(
        PackPath,
        output =>
        {
            output.Write(receipt.Key.ToString());
            output.Write(receipt.Files.ToString());
            Write(output, receipt.Report);
            Write(output, receipt.Folders, static (output, folder) =>
            {
                output.Write(folder.Path);
                output.Write(folder.Files.ToString());
                output.Write(folder.TakesAll);
            });
            Write(output, receipt.Findings, static (output, finding) =>
            {
                output.Write((int)finding.Code);
                output.Write((int)finding.Weight);
                output.Write(finding.Message);
            });
            output.Write(receipt.IsUnchanged);
            Write(output, receipt.Attached, static (output, content) =>
            {
                output.Write(content.MediaType);
                output.Write(content.Digest.ToString());
                output.Write(content.Size);
                WriteOptional(output, content.ArtifactType);
            });
            output.Write(receipt.UnchangedReport.Length);
            output.Write(receipt.UnchangedReport.Span);
        });

    /// <exception cref="OciException">It cannot be written.</exception>
    internal void Write(PushReceipt receipt) => Write(
        PushPath,
        output =>
        {
            Write(output, receipt.Wanted, static (output, tag) => output.Write(tag));
            Write(output, receipt.Report);
            Write(output, receipt.Attached, static (output, digest) => output.Write(digest.ToString()));
            output.Write(receipt.UnchangedReport.Length);
            output.Write(receipt.UnchangedReport.Span);
        });

    private static void Write(string path, Action<BinaryWriter> write) => SealedFile.Write(path, Mark, write);

    private static T? Read<T>(string path, Func<BinaryReader, T> read)
        where T : class => SealedFile.Read(path, Mark, (input, _) => read(input));

    private static void Write(BinaryWriter output, ArtifactReport report)
    {
        WriteOptional(output, report.Registry);
        output.Write(report.Repository);
        Write(output, report.Tags, static (output, tag) => output.Write(tag));
        output.Write(report.Digest);
        output.Write(report.MediaType);
        output.Write(report.ArtifactType);
        output.Write(report.Size);
        WriteOptional(output, report.Platform);
        output.Write(report.Pushed);
        Write(output, report.Layers, static (output, layer) =>
        {
            output.Write(layer.Name);
            output.Write(layer.MediaType);
            output.Write(layer.Digest);
            output.Write(layer.Size);
            output.Write(layer.Files);
            output.Write(layer.Cached);
            output.Write(layer.Transfer);
        });
        Write(output, report.Referrers, static (output, referrer) =>
        {
            output.Write(referrer.ArtifactType);
            output.Write(referrer.Digest);
        });
        output.Write(report.BytesHashed);
        output.Write(report.BytesUploaded);
        output.Write(report.Requests);
    }

    private static ArtifactReport ReadReport(BinaryReader input) => new()
    {
        Registry = ReadOptional(input),
        Repository = input.ReadString(),
        Tags = ReadList(input, static input => input.ReadString()),
        Digest = input.ReadString(),
        MediaType = input.ReadString(),
        ArtifactType = input.ReadString(),
        Size = input.ReadInt64(),
        Platform = ReadOptional(input),
        Pushed = input.ReadBoolean(),
        Layers = ReadList(input, static input => new LayerReport(input.ReadString(), input.ReadString(), input.ReadString(), input.ReadInt64(), input.ReadInt32())
        {
            Cached = input.ReadBoolean(),
            Transfer = input.ReadString(),
        }),
        Referrers = ReadList(input, static input => new ReferrerReport(input.ReadString(), input.ReadString())),
        BytesHashed = input.ReadInt64(),
        BytesUploaded = input.ReadInt64(),
        Requests = input.ReadInt64(),
    };

    private static void Write<T>(BinaryWriter output, IEnumerable<T> list, Action<BinaryWriter, T> write)
    {
        var all = list.ToList();
        output.Write(all.Count);
        foreach (var one in all) write(output, one);
    }

    private static T[] ReadList<T>(BinaryReader input, Func<BinaryReader, T> read)
    {
        var all = new T[input.ReadInt32()];
        for (var i = 0; i < all.Length; i++) all[i] = read(input);
        return all;
    }

    private static void WriteOptional(BinaryWriter output, string? text)
    {
        output.Write(text is not null);
        if (text is not null) output.Write(text);
    }

    private static string? ReadOptional(BinaryReader input) => input.ReadBoolean() ? input.ReadString() : null;

    private static Digest ReadDigest(BinaryReader input) => Digest.Parse(input.ReadString());
}
