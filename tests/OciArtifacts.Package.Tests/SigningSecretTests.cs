using System.IO.Compression;
using System.Text;
using OciArtifacts.Package.Tests.Harness;
using OciArtifacts.TestKit;

namespace OciArtifacts.Package.Tests;

/// <summary>A publish that signs writes neither the key nor its passphrase to any file, also with the most detailed logging.</summary>
[TestClass]
public sealed class SigningSecretTests : SampleTests
{
    private const string KeyVariable = "CONTOSO_SIGNING_KEY", PassphraseVariable = "CONTOSO_SIGNING_PASSPHRASE";

    private static readonly SigningFiles Files = new();
    private static SampleProject _sample = null!;

    [ClassInitialize]
    public static async Task BuildAsync(TestContext context)
    {
        _sample = await SampleProject.NewAsync("Signed", ProjectFile.Library("net10.0", ProjectFile.Reference));
        _sample.Write("../key.pem", Files.EncryptedKey);
        _sample.Write("certificate.pem", Files.Certificate);
        await _sample.RunAsync("build", "-c", "Release");
    }

    [ClassCleanup]
    public static void Delete() => _sample?.Dispose();

    [TestMethod]
    [DataRow("a file", 0)]
    [DataRow("a variable", 0)]
    [DataRow("an encrypted variable", 0)]
    [DataRow("a wrong passphrase", 1)]
    public async Task No_log_and_no_file_has_the_key_or_its_passphrase(string place, int exitCode)
    {
        var key = place is "a file" or "a wrong passphrase"
            ? $"-p:OciArtifactSigningKeyFile={_sample["../key.pem"]}"
            : $"-p:OciArtifactSigningKeyVariable={KeyVariable}";
        _sample.Environment[KeyVariable] = place == "a variable" ? Files.Key : Files.EncryptedKey;
        _sample.Environment[PassphraseVariable] = place == "a wrong passphrase" ? $"{SigningFiles.Passphrase} 2" : SigningFiles.Passphrase;
        var build = await Shared(_sample).TryPublishAsync(
            "--no-build", "-v:diag", key, $"-p:OciArtifactSigningPassphraseVariable={PassphraseVariable}",
            "-p:OciArtifactSigningFormat=cosign%3Bnotation", "-p:OciArtifactProvenance=true", "-p:OciArtifactSbom=spdx",
            "-p:OciArtifactSigningCertificateFile=certificate.pem");
        Assert.AreEqual(exitCode, build.ExitCode, build.Lines[^1]);
        if (exitCode != 0) Assert.AreSequenceEqual(["OCIA2022"], build.ErrorCodes.Distinct());

        // The search finds the name of the variable, which is certainly logged, so it would find a secret too.
        Assert.Contains(PassphraseVariable, build.All);
        AssertNone(Encoding.UTF8.GetBytes(build.All), "the output");
        var binlog = Unpack(build.Binlog);
        Assert.IsGreaterThanOrEqualTo(0, binlog.AsSpan().IndexOf(Encoding.UTF8.GetBytes(PassphraseVariable)));
        AssertNone(binlog, "the binary log");
        var sources = SourcesIn(binlog).ToList();
        Assert.IsNotEmpty(sources.Where(source => source.Name.EndsWith("Signed.csproj", StringComparison.Ordinal)));
        foreach (var (name, bytes) in sources) AssertNone(bytes, name);
        var files = Directory.GetFiles(_sample["."], "*", SearchOption.AllDirectories);
        Assert.IsNotEmpty(files.Where(file => file.Contains("/oci/blobs/", StringComparison.Ordinal) || exitCode != 0));
        foreach (var file in files) AssertNone(await File.ReadAllBytesAsync(file, TestContext.CancellationToken), file);
    }

    private static void AssertNone(byte[] bytes, string name)
    {
        foreach (var secret in Files.Secrets)
        {
            Assert.IsLessThan(0, bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)), $"{name} has a secret.");
        }

        Assert.IsLessThan(0, bytes.AsSpan().IndexOf(Files.SecretBytes.ToArray()), $"{name} has the private number.");
    }

    private static byte[] Unpack(string binlog)
    {
        using var gzip = new GZipStream(File.OpenRead(binlog), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        gzip.CopyTo(bytes);
        return bytes.ToArray();
    }

    // A binary log has the project files as a zip archive.
    private static IEnumerable<(string Name, byte[] Bytes)> SourcesIn(byte[] binlog)
    {
        var start = binlog.AsSpan().IndexOf("PK\x03\x04"u8);
        Assert.IsGreaterThanOrEqualTo(0, start);
        using var zip = new ZipArchive(new MemoryStream(binlog[start..]));
        foreach (var entry in zip.Entries)
        {
            using var content = entry.Open();
            using var bytes = new MemoryStream();
            content.CopyTo(bytes);
            yield return (entry.FullName, bytes.ToArray());
        }
    }
}
