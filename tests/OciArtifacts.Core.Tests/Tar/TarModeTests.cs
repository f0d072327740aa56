using OciArtifacts.Core.Tar;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Tar;

[TestClass]
public sealed class TarModeTests
{
    [TestMethod]
    [DataRow("644", "644")]
    [DataRow("755", "755")]
    [DataRow("600", "644", DisplayName = "a umask of 077 hides reading")]
    [DataRow("700", "755", DisplayName = "a umask of 077 hides executing")]
    [DataRow("750", "755", DisplayName = "a umask of 027")]
    [DataRow("775", "755", DisplayName = "a umask of 002")]
    [DataRow("664", "644")]
    [DataRow("666", "644")]
    [DataRow("777", "755")]
    [DataRow("744", "744", DisplayName = "only the owner executes")]
    [DataRow("754", "754")]
    [DataRow("444", "644", DisplayName = "read-only")]
    [DataRow("555", "755")]
    [DataRow("400", "644")]
    [DataRow("500", "755")]
    [DataRow("000", "644")]
    [DataRow("4755", "755", DisplayName = "set user id")]
    [DataRow("2755", "755", DisplayName = "set group id")]
    [DataRow("1755", "755", DisplayName = "sticky")]
    public void Only_who_may_execute_is_kept(string mode, string normal) =>
        Assert.AreEqual(normal, Convert.ToString((int)TarMode.Normalize((UnixFileMode)Convert.ToInt32(mode, 8), isFromPackage: false), 8));

    [TestMethod]
    [DataRow("744", "744", DisplayName = "a umask of 022")]
    [DataRow("764", "744", DisplayName = "a umask of 002")]
    [DataRow("740", "744", DisplayName = "a umask of 027")]
    [DataRow("700", "744", DisplayName = "a umask of 077")]
    [DataRow("644", "644", DisplayName = "compiled anew")]
    [DataRow("755", "755", DisplayName = "made executable for all by somebody")]
    public void What_NuGet_unpacked_is_executable_for_its_owner_whatever_the_umask(string mode, string normal) =>
        Assert.AreEqual(normal, Convert.ToString((int)TarMode.Normalize((UnixFileMode)Convert.ToInt32(mode, 8), isFromPackage: true), 8));

    [TestMethod]
    public void What_was_normalized_stays_as_it_is()
    {
        for (var mode = 0; mode < 4096; mode++)
        {
            var normal = TarMode.Normalize((UnixFileMode)mode, isFromPackage: false);
            Assert.AreEqual(normal, TarMode.Normalize(normal, isFromPackage: false));
        }
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [DataRow(UnixFileMode.UserRead | UnixFileMode.UserWrite, "644")]
    [DataRow(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, "755")]
    public void The_mode_of_a_file_is_that_of_the_file_system(UnixFileMode mode, string normal)
    {
        using var work = new WorkFolder();
        var path = work.Write("file", "#!/bin/sh\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, mode);
        using var file = File.OpenRead(path);
        Assert.AreEqual(normal, Convert.ToString((int)TarMode.Of(file.Name, file.SafeFileHandle, isFromPackage: false), 8));
    }
}
