using System.Globalization;
using System.Runtime.InteropServices;
using System.Xml.Linq;
using OciArtifacts.TestKit;

namespace OciArtifacts.Package.Tests.Harness;

/// <summary>A project in a separate work folder that uses the package of this run.</summary>
internal sealed class SampleProject : IDisposable
{
    private static readonly string[] Release = ["-c", "Release"];

    private readonly PackageRun _run;
    private readonly WorkFolder _folder;
    private int _builds;

    private SampleProject(PackageRun run, string name)
    {
        _run = run;
        _folder = new WorkFolder(name);
        Name = name;
        run.WriteNuGetConfig(_folder);
    }

    internal string Name { get; }

    /// <summary>The folder with the project, its referenced projects, and NuGet.config.</summary>
    internal string Root => _folder.Path;

    /// <summary>
    /// Variables for each run of <c>dotnet</c>, added to an environment without variables of the machine or a CI
    /// service.
    /// </summary>
    internal Dictionary<string, string?> Environment { get; } = new(StringComparer.Ordinal);

    /// <summary>
    /// The folder of the output in bin and obj: configuration, framework and, for some projects, runtime identifier.
    /// </summary>
    internal string Output { get; set; } = "Release/net10.0";

    /// <summary>The umask of all runs of <c>dotnet</c>. The default is the umask of the tests.</summary>
    internal string? Umask { get; set; }

    /// <summary>
    /// Whether each run of <c>dotnet</c> is a new process, for tests of the command line, of processes and signals, and
    /// of settings that the runtime reads at its start. It costs seconds.
    /// </summary>
    internal bool InOwnProcess { get; set; }

    /// <summary>A program with arguments that starts <c>dotnet</c>. The default is none.</summary>
    internal IReadOnlyList<string> Around { get; set; } = [];

    internal string PublishFolder => this[$"bin/{Output}/publish"];

    internal string LayoutFolder => this[$"bin/{Output}/oci"];

    internal string WorkOfPackage => this[$"obj/{Output}/ociartifacts"];

    internal LayoutReader Layout => LayoutReader.Open(LayoutFolder);

    internal ReportReader Report => ReportReader.Open(Path.Combine(WorkOfPackage, "result.json"));

    /// <summary>The full path of something in the folder of the project.</summary>
    internal string this[string relative] => Path.GetFullPath(relative, Path.Combine(Root, Name));

    public void Dispose() => _folder.Dispose();

    /// <summary>
    /// A copy of a sample of the repository and of its referenced projects, without the files that use the source of
    /// this repository.
    /// </summary>
    internal static async Task<SampleProject> CopyOfAsync(string name)
    {
        var sample = new SampleProject(await PackageRun.GetAsync(), name);
        sample.Copy(name);
        if (name == "SelfContainedApp") sample.Output += "/" + RuntimeInformation.RuntimeIdentifier;
        return sample;
    }

    /// <summary>A project that consists only of this project file.</summary>
    internal static async Task<SampleProject> NewAsync(string name, string projectFile)
    {
        var sample = new SampleProject(await PackageRun.GetAsync(), name);
        sample.Write($"{name}.csproj", projectFile);
        return sample;
    }

    /// <summary>Writes a file in the folder of the project. A path with <c>../</c> is beside that folder.</summary>
    internal string Write(string relative, string text) => _folder.Write(this[relative], text);

    /// <summary>Replaces a text, and asserts that the file contains it.</summary>
    internal void Edit(string relative, string from, string to)
    {
        var text = File.ReadAllText(this[relative]);
        Assert.Contains(from, text);
        Write(relative, text.Replace(from, to, StringComparison.Ordinal));
    }

    /// <summary>Keeps the folder, and says where.</summary>
    internal void Keep(TestContext context)
    {
        _folder.Keep();
        context.WriteLine($"Kept {Root}, binary logs in {Root}/logs");
    }

    /// <summary>Runs <c>dotnet publish</c>, and asserts that it succeeds.</summary>
    internal async Task<BuildResult> PublishAsync(params string[] arguments) => MustSucceed(await TryPublishAsync(arguments));

    /// <summary>
    /// Runs <c>dotnet publish -c Release</c>, and returns also a failure. Release is the default, but to find that out
    /// the SDK reads the project twice: tests of the default call <c>RunAsync("publish")</c>.
    /// </summary>
    internal Task<BuildResult> TryPublishAsync(params string[] arguments) =>
        TryRunAsync(["publish", .. arguments.Contains("-c") ? [] : Release, .. arguments]);

    /// <summary>Runs any verb of <c>dotnet</c> that builds, and asserts that it succeeds.</summary>
    internal async Task<BuildResult> RunAsync(params string[] arguments) => MustSucceed(await TryRunAsync(arguments));

    /// <summary>Runs any verb of <c>dotnet</c> that builds, in the folder of the project.</summary>
    internal async Task<BuildResult> TryRunAsync(params string[] arguments)
    {
        var binlog = Path.Combine(Root, "logs", string.Create(CultureInfo.InvariantCulture, $"{++_builds:D2}.{arguments[0]}.binlog"));
        var environment = CleanEnvironment.For(_run);
        foreach (var (name, value) in Environment) environment[name] = value;
        string[] dotnet = Umask is null ? ["dotnet"] : ["sh", "-c", $"umask {Umask}; exec dotnet \"$@\"", "sh"];
        string[] program = [.. Around, .. dotnet];
        var command = new ProcessCommand(program[0], [.. program[1..], .. arguments, $"-bl:{binlog}"])
        {
            WorkingDirectory = this["."],
            Environment = environment,
        };
        var run = InOwnProcess || Umask is not null || Around.Count > 0
            ? ProcessRunner.RunAsync(command, CancellationToken.None)
            : WarmDotnet.RunAsync(command);
        return new BuildResult(await run, binlog);
    }

    private BuildResult MustSucceed(BuildResult build)
    {
        if (build.ExitCode == 0) return build;
        _folder.Keep();
        throw new InvalidOperationException(
            $"{build.Process.Command} in {this["."]} ended with {build.ExitCode}, see {build.Binlog}:\n{build.All}");
    }

    private void Copy(string name)
    {
        var source = new DirectoryInfo(Repository.Path($"testassets/{name}"));
        CopyTree(source, Path.Combine(Root, name));
        var references = XDocument.Load(Path.Combine(source.FullName, $"{name}.csproj")).Descendants("ProjectReference");
        foreach (var reference in references) Copy(Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));
    }

    private static void CopyTree(DirectoryInfo source, string target)
    {
        Directory.CreateDirectory(target);
        foreach (var file in source.EnumerateFiles()) file.CopyTo(Path.Combine(target, file.Name));
        foreach (var folder in source.EnumerateDirectories().Where(folder => folder.Name is not ("bin" or "obj")))
            CopyTree(folder, Path.Combine(target, folder.Name));
    }
}
