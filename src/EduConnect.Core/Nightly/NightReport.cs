using System.Text.Json;
using System.Text.Json.Serialization;

namespace EduConnect.Core.Nightly;

/// <summary>How one step went.</summary>
/// <param name="Name">the step</param>
/// <param name="Counts">what it did, by name; empty when it did not come to its end</param>
/// <param name="Seconds">how long it took</param>
/// <param name="Error">why it failed, for operators; null when it did not</param>
/// <param name="LeftOutFor">the step it is made from, which failed, so that this one was not begun; null when it was</param>
public sealed record NightStepReport(string Name, IReadOnlyDictionary<string, int> Counts, double Seconds, string? Error, string? LeftOutFor = null)
{
    /// <summary>Whether it did what it had to.</summary>
    [JsonIgnore]
    public bool IsDone => Error is null && LeftOutFor is null;
}

/// <summary>What a night’s operation carries: the reports of the steps that are over, for the run that takes it up again.</summary>
/// <param name="Over">null or none at first</param>
public sealed record NightOrder(IReadOnlyList<NightStepReport>? Over)
{
    /// <summary>One JSON object.</summary>
    public string Write() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static NightOrder Read(string argument) => JsonSerializer.Deserialize<NightOrder>(argument, JsonSerializerOptions.Web)!;
}

/// <summary>How a night went: the outcome of its operation, and what <c>nightly --json</c> prints.</summary>
/// <param name="Steps">in the order they ran</param>
public sealed record NightReport(IReadOnlyList<NightStepReport> Steps)
{
    /// <summary>Whether every step did what it had to.</summary>
    public bool IsComplete => Steps.All(step => step.IsDone);

    /// <summary>One JSON object.</summary>
    public string Write() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static NightReport Read(string outcome) => JsonSerializer.Deserialize<NightReport>(outcome, JsonSerializerOptions.Web)!;
}
