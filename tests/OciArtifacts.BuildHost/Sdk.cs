using System.Reflection;

namespace OciArtifacts.BuildHost;

/// <summary>The command line of an SDK, loaded from its folder.</summary>
internal sealed class Sdk
{
    private const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private readonly string _folder;
    private readonly Func<string[], int> _command;
    private readonly Action<string> _startAt;
    private readonly Action _readEnvironment;

    internal Sdk(string folder)
    {
        _folder = folder;
        AppDomain.CurrentDomain.AssemblyResolve += (_, wanted) =>
        {
            var name = new AssemblyName(wanted.Name).Name!;
            return File.Exists(PathOf(name)) ? Load(name) : null;
        };
        _command = Load("dotnet").EntryPoint!.CreateDelegate<Func<string[], int>>();
        _startAt = Load("Microsoft.Build").GetType("Microsoft.Build.Execution.BuildParameters", throwOnError: true)!
            .GetProperty("StartupDirectory", Static)!.SetMethod!.CreateDelegate<Action<string>>();
        _readEnvironment = Load("Microsoft.Build.Framework").GetType("Microsoft.Build.Framework.Traits", throwOnError: true)!
            .GetMethod("UpdateFromEnvironment", Static)!.CreateDelegate<Action>();
    }

    /// <summary>
    /// Runs a command. Like the MSBuild server, it first resets the startup folder and the environment of MSBuild.
    /// </summary>
    internal int Run(string[] arguments, string workingDirectory)
    {
        _startAt(workingDirectory);
        _readEnvironment();
        return _command(arguments);
    }

    private string PathOf(string assembly) => Path.Combine(_folder, $"{assembly}.dll");

    private Assembly Load(string assembly) => Assembly.LoadFrom(PathOf(assembly));
}
