using System.Diagnostics;
using System.Security.Cryptography;
using EduConnect.Core.Accounts.Passwords;

namespace EduConnect.Bench.Logins;

/// <summary>Argon2id alone, by the library and with the parameters of the product, one thread a core.</summary>
internal static class RawHash
{
    /// <summary>Hashes per processor second of this process, which does nothing else meanwhile.</summary>
    public static double Rate(TimeSpan span)
    {
        using var process = Process.GetCurrentProcess();
        var (done, before, until) = (0, process.TotalProcessorTime, DateTime.UtcNow + span);
        var threads = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(() =>
        {
            var (salt, output) = (RandomNumberGenerator.GetBytes(PasswordAlgorithm.SaltBytes), new byte[PasswordAlgorithm.OutputBytes]);
            while (DateTime.UtcNow < until)
            {
                PasswordAlgorithm.Preferred.Derive("brouette verte à pois"u8, salt, output);
                Interlocked.Increment(ref done);
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        process.Refresh();
        return Math.Round(done / (process.TotalProcessorTime - before).TotalSeconds, 2);
    }
}
