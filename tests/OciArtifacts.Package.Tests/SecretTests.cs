using System.IO.Compression;
using System.Text;
using OciArtifacts.Package.Tests.Harness;
using OciArtifacts.TestKit;

namespace OciArtifacts.Package.Tests;

/// <summary>No log contains a password, also with the most detailed logging.</summary>
[TestClass]
public sealed class SecretTests : SampleTests
{
    private const string UserName = "publisher";
    private const string Password = "s3cret-horse-battery";
    private static SampleProject _sample = null!;

    [ClassInitialize]
    public static async Task BuildAsync(TestContext context)
    {
        _sample = await SampleProject.NewAsync("Secret", ProjectFile.Library("net10.0", ProjectFile.Reference));
        await _sample.RunAsync("build", "-c", "Release");
        _sample.Environment["OCIARTIFACTS_USERNAME"] = UserName;
        _sample.Environment["OCIARTIFACTS_PASSWORD"] = Password;
    }

    [ClassCleanup]
    public static void Delete() => _sample?.Dispose();

    [TestMethod]
    [DataRow(Password, 0)]
    [DataRow("another", 1)]
    public async Task A_password_is_neither_in_the_diagnostic_output_nor_in_the_binary_log(string wanted, int exitCode)
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { UserName = UserName, Password = wanted });
        var build = await Shared(_sample).TryPublishAsync("--no-build", "-v:diag", $"-p:OciArtifactRegistry={registry.Host}");
        Assert.AreEqual(exitCode, build.ExitCode, build.Lines[^1]);
        Assert.IsNotEmpty(registry.Requests.Where(request => request.Authorization is not null), "No credentials were sent.");
        var binlog = Unpack(build.Binlog);

        // The search finds a text that is certainly logged, so it would find a password too.
        Assert.Contains(registry.Host, build.All);
        Assert.IsTrue(Holds(binlog, registry.Host));
        foreach (var secret in (string[])[Password, Convert.ToBase64String(Encoding.UTF8.GetBytes($"{UserName}:{Password}"))])
        {
            Assert.DoesNotContain(secret, build.All);
            Assert.IsFalse(Holds(binlog, secret), "The binary log holds the password.");
        }
    }

    private static bool Holds(byte[] bytes, string text) => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;

    private static byte[] Unpack(string binlog)
    {
        using var gzip = new GZipStream(File.OpenRead(binlog), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        gzip.CopyTo(bytes);
        return bytes.ToArray();
    }
}
