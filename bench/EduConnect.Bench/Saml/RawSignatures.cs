using System.Diagnostics;
using System.Security.Cryptography;

namespace EduConnect.Bench.Saml;

/// <summary>RSA-SHA256 alone, by the library of the product, one thread a core.</summary>
internal static class RawSignatures
{
    /// <summary>Signatures per processor second of this process, which does nothing else meanwhile.</summary>
    public static double Rate(int bits, TimeSpan span)
    {
        using var key = RSA.Create(bits);
        using var process = Process.GetCurrentProcess();
        var text = RandomNumberGenerator.GetBytes(1024);
        key.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        process.Refresh();
        var (done, before, until) = (0, process.TotalProcessorTime, DateTime.UtcNow + span);
        Parallel.For(0, Environment.ProcessorCount, _ =>
        {
            while (DateTime.UtcNow < until)
            {
                key.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
                Interlocked.Increment(ref done);
            }
        });
        process.Refresh();
        return Math.Round(done / (process.TotalProcessorTime - before).TotalSeconds, 2);
    }
}
