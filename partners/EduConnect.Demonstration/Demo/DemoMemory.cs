using System.Text.Json;

namespace EduConnect.Demonstration.Demo;

/// <summary>
/// What the demonstration must remember from one start to the next and the stores do not tell: passwords in clear of invented
/// people. Kept as demo.json in the data folder, readable by its owner only; the file also marks the folder as a demonstration's.
/// </summary>
internal sealed class DemoMemory
{
    private const string FileName = "demo.json";
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Everything is loaded and made.</summary>
    public bool IsComplete { get; set; }

    public string AgentUsername { get; set; } = "";

    public string AgentPassword { get; set; } = "";

    /// <summary>Seed in base 32.</summary>
    public string AgentSeed { get; set; } = "";

    public string TeacherUsername { get; set; } = "";

    public string TeacherPassword { get; set; } = "";

    public string ServiceSecret { get; set; } = "";

    public string SchoolUai { get; set; } = "";

    /// <summary>Password of every account that the demonstration activated.</summary>
    public string ChosenPassword { get; set; } = "";

    /// <summary>Username of the guardian whom the stand-in for FranceConnect knows.</summary>
    public string Traveller { get; set; } = "";

    /// <summary>Usernames of the accounts that the demonstration activated, pupils and guardians.</summary>
    public List<string> Activated { get; set; } = [];

    /// <summary>Whether a folder belongs to a demonstration.</summary>
    public static bool Marks(string folder) => File.Exists(Path.Combine(folder, FileName));

    /// <summary>What is remembered in a folder; nothing in a new one.</summary>
    public static DemoMemory Load(string folder) =>
        Marks(folder) ? JsonSerializer.Deserialize<DemoMemory>(File.ReadAllText(Path.Combine(folder, FileName)), Json)! : new DemoMemory();

    public void Save(string folder)
    {
        var path = Path.Combine(folder, FileName);
        using var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        JsonSerializer.Serialize(file, this, Json);
    }
}
