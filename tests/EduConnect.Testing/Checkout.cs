namespace EduConnect.Testing;

/// <summary>Where the sources lie: for tests that use files beside the code.</summary>
public static class Checkout
{
    /// <summary>The folder of <c>EduConnect.slnx</c>.</summary>
    public static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "EduConnect.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("EduConnect.slnx was not found above the tests.");
        }

        return folder;
    }
}
