using System.Diagnostics.Metrics;

namespace EduConnect.Core.Platform;

/// <summary>The instruments of this process, for whoever listens to the meter <see cref="Name"/>. Never a name of a person in them.</summary>
public static class ServiceMeter
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "EduConnect";

    private static readonly Meter Meter = new(Name);

    /// <summary>Sign-ins of families as they are journaled; tag <c>outcome</c>: succeeded, access-code, refused, unknown (refused, and nobody has that username).</summary>
    public static Counter<long> SignIns { get; } = Meter.CreateCounter<long>("educonnect_sign_ins_total", null, "Sign-ins of families by outcome.");

    /// <summary>How long each password waited for its thread (seconds).</summary>
    public static Histogram<double> HashingWait { get; } = Meter.CreateHistogram<double>("educonnect_hashing_wait_seconds", "s", "Wait of each password hash for its thread.");

    /// <summary>Password checks refused because too many waited.</summary>
    public static Counter<long> HashingRefused { get; } = Meter.CreateCounter<long>("educonnect_hashing_refused_total", null, "Password checks refused because too many waited.");

    /// <summary>Choices of a password that could not be compared with the operator's list of leaked ones: it is damaged.</summary>
    public static Counter<long> LeakedListFaults { get; } = Meter.CreateCounter<long>("educonnect_leaked_list_faults_total", null, "Choices of a password that could not be compared with the list of leaked ones.");
}
