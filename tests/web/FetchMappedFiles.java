import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;

/**
 * Fetches files as a team project of OmegaT 4 and later does whose repository is of type "http": each by GET through
 * HttpURLConnection, the ETags of the last time sent as If-None-Match and kept in a properties file `.etags`; any other
 * answer than 200 and 304 stops it (org.omegat.core.team2.impl.HTTPRemoteRepository).
 *
 * java FetchMappedFiles.java URL FOLDER FILE...; prints the code and the name of each.
 */
public class FetchMappedFiles {
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[1]);
        Path kept = folder.resolve(".etags");
        Properties tags = new Properties();
        if (Files.exists(kept)) {
            try (InputStream in = Files.newInputStream(kept)) {
                tags.load(in);
            }
        }
        for (int i = 2; i < arguments.length; i++) {
            System.out.println(fetch(arguments[0], folder, arguments[i], tags) + " " + arguments[i]);
        }
        try (OutputStream out = Files.newOutputStream(kept)) {
            tags.store(out, null);
        }
    }

    private static int fetch(String url, Path folder, String file, Properties tags) throws Exception {
        HttpURLConnection connection = (HttpURLConnection) new URL(url + file).openConnection();
        if (tags.getProperty(file) != null) {
            connection.setRequestProperty("If-None-Match", tags.getProperty(file));
        }
        int code = connection.getResponseCode();
        if (code != HttpURLConnection.HTTP_OK && code != HttpURLConnection.HTTP_NOT_MODIFIED) {
            throw new RuntimeException("HTTP response code: " + code);
        }
        if (code == HttpURLConnection.HTTP_OK) {
            Path part = folder.resolve(file + ".tmp");
            try (InputStream in = connection.getInputStream()) {
                Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.move(part, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            tags.setProperty(file, connection.getHeaderField("ETag"));
        }
        connection.disconnect();
        return code;
    }
}
