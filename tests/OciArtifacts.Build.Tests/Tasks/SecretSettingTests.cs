using OciArtifacts.Build.Items;
using OciArtifacts.Build.Tasks;
using OciArtifacts.Core;

namespace OciArtifacts.Build.Tests.Tasks;

/// <summary>Settings with a secret in a value that must not hold one.</summary>
[TestClass]
[DoNotParallelize]
public sealed class SecretSettingTests
{
    private const string Secret = "s3cret-pw";

    private static readonly PushSettings Defaults = new() { ParallelUploads = "8", TagPolicy = "Override", UploadChunkSize = "" };

    public static IEnumerable<object[]> Forms => new[]
    {
        $"user:{Secret}@host", $"https://user:{Secret}@host", $"https://user:{Secret}@host/v2/?a=b", $"{Secret}@host:5000",
        $"https://user:p w {Secret}@host", $"user%3A{Secret}%40host",
        $"https://a'b:{Secret}@host",
    }.Select(form => new object[] { form });

    [TestMethod]
    [DynamicData(nameof(Forms))]
    public void A_registry_or_a_repository_with_a_user_is_refused_and_not_shown(string value)
    {
        using var project = new PackFixture();
        project.Task.Registry = value;
        AssertHidden(project, "OCIA2005: OciArtifactRegistry holds user info");
        using var other = new PackFixture();
        other.Task.Repository = value;
        AssertHidden(other, "OCIA2001: OciArtifactRepository holds user info");
    }

    [TestMethod]
    [DynamicData(nameof(Forms))]
    public void So_are_insecure_registries_and_token_hosts(string value)
    {
        using var project = new PackFixture();
        project.Task.Registry = "localhost:1";
        project.Task.InsecureRegistries = ["localhost", value];
        AssertHidden(project, "OCIA2006: OciArtifactInsecureRegistries holds user info");
        var failure = Assert.ThrowsExactly<OciException>(() => (Defaults with { TokenHosts = ["auth.example", value] }).Read());
        Assert.AreEqual(OciErrorCode.InvalidSetting, failure.Code);
        StringAssert.StartsWith(failure.Message, "OciArtifactTokenHosts holds user info");
        Assert.DoesNotContain(Secret, failure.ToString());
    }

    [TestMethod]
    public void So_is_the_variable_of_the_environment()
    {
        Environment.SetEnvironmentVariable(RegistrySettings.InsecureByEnvironment, $"other:5000,https://user:{Secret}@host");
        try
        {
            var failure = Assert.ThrowsExactly<OciException>(() => Defaults.Read());
            StringAssert.StartsWith(failure.Message, "The environment variable DOTNET_CONTAINER_INSECURE_REGISTRIES holds user info");
            Assert.DoesNotContain(Secret, failure.ToString());
        }
        finally
        {
            Environment.SetEnvironmentVariable(RegistrySettings.InsecureByEnvironment, null);
        }
    }

    [TestMethod]
    [DataRow("https://host?token=" + Secret, "OciArtifactRegistry is 'https://host', which is no registry.")]
    [DataRow("host/path?token=" + Secret, "OciArtifactRegistry is 'host/path', which is no registry.")]
    [DataRow("https://host#" + Secret, "OciArtifactRegistry is 'https://host', which is no registry.")]
    public void A_query_is_not_shown_either(string value, string message)
    {
        using var project = new PackFixture();
        project.Task.Registry = value;
        AssertHidden(project, $"OCIA2005: {message}");
    }

    [TestMethod]
    [DataRow("https://login.example")]
    [DataRow("login.example/path")]
    public void An_invalid_host_is_named(string value)
    {
        var failure = Assert.ThrowsExactly<OciException>(() => (Defaults with { TokenHosts = [value] }).Read());
        StringAssert.StartsWith(failure.Message, $"OciArtifactTokenHosts is '{value}', which is no host. Write host[:port]");
        failure = Assert.ThrowsExactly<OciException>(() => (Defaults with { InsecureRegistries = [value] }).Read());
        StringAssert.StartsWith(failure.Message, $"OciArtifactInsecureRegistries is '{value}', which is no host. Write host[:port]");
    }

    [TestMethod]
    public void No_other_setting_shows_the_secret_of_an_address()
    {
        foreach (var set in new Action<PackOciArtifact>[]
        {
            task => task.Compression = $"https://user:{Secret}@host", task => task.Layering = $"user:{Secret}@host",
            task => task.ImageSpec = $"https://host/?{Secret}",
            task => task.Tags = [$"https://user:{Secret}@host"], task => task.TagPolicy = $"user:{Secret}@host",
            task => task.ArtifactType = $"https://user:{Secret}@host",
            task => task.ParallelUploads = $"user:{Secret}@host", task => task.UploadChunkSize = $"user:{Secret}@host",
            task => task.Policy = $"https://user:{Secret}@host/policy.json",
        })
        {
            using var project = new PackFixture();
            set(project.Task);
            AssertHidden(project, "OCIA");
        }
    }

    private static void AssertHidden(PackFixture project, string message)
    {
        StringAssert.StartsWith(project.Fail(), message);
        Assert.DoesNotContain(Secret, project.Engine.All);
    }
}
