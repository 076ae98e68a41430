using System.Diagnostics;

namespace De06Ingest.Database;

/// <summary>Ends a private cluster, and removes its folder, when its owner is gone, however that ended: a shell that
/// waits for the end of a pipe which only the owner holds open.</summary>
/// <remarks>The kernel closes the pipe of a killed process, and it has a session of its own, so that neither the
/// terminal's signals nor those to the owner's group reach it. Where there is no setsid it goes without.</remarks>
sealed class ClusterWatch : IDisposable
{
    // The postmaster's number is read then, for the server may have been started again meanwhile.
    const string Script =
        """
        trap '' HUP INT TERM
        while read -r line; do :; done
        pid=$(head -n 1 "$1/postmaster.pid" 2>/dev/null) && kill -QUIT "$pid" 2>/dev/null
        for wait in 1 2 3 4 5 6 7 8 9 10; do
          [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null && sleep 0.5
        done
        rm -rf "$2"
        """;

    static readonly string[] Sessions = ["/usr/bin/setsid", "/bin/setsid"];

    readonly Process shell;

    /// <param name="folder">The cluster's folder.</param>
    public ClusterWatch(ClusterFolder folder)
    {
        string[] command =
            [.. Sessions.Where(File.Exists).Take(1), "/bin/sh", "-c", Script, "de06", folder.Data, folder.Home];
        shell = Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            WorkingDirectory = "/",
        })!;
    }

    /// <summary>What the kernel does for an owner that dies.</summary>
    internal void LoseOwner() => shell.StandardInput.Close();

    /// <summary>The owner ends the cluster itself.</summary>
    public void Dispose()
    {
        shell.Kill();
        shell.Dispose();
    }
}
